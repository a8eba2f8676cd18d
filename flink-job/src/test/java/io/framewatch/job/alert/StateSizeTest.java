package io.framewatch.job.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.AlertRule;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

/** What a camera takes in a checkpoint. */
class StateSizeTest {

    private static final int KIB = 1024;

    @Test
    void shouldSerializeWithoutKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(CameraProgress.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(RuleProgress.class);
    }

    @Test
    void shouldTakeAQuarterOfAKibibyteForACameraOfQuietRules() throws IOException {
        assertThat(bytes(new Timeline(TestingRules.cars(3)).frames("----"))).isLessThan(KIB / 4);
    }

    @Test
    void shouldTakeLessThanFourKibibytesForACameraWithAnAlertOfEachOfSixRules() throws IOException {
        AlertRule[] rules = new AlertRule[6];
        for (int i = 0; i < rules.length; i++) {
            rules[i] =
                    AlertRule.of(
                            "rule-" + i, null, TestingRules.cars(3 + i % 2, 5, 0, 9).condition());
        }
        Timeline timeline = new Timeline(rules).frames("#####-");

        assertThat(timeline.store().rules()).hasSize(6);
        assertThat(bytes(timeline)).isLessThan(4 * KIB);
    }

    private static int bytes(Timeline timeline) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(KIB);
        SerializerConfigImpl config = new SerializerConfigImpl();
        TypeInformation.of(CameraProgress.class)
                .createSerializer(config)
                .serialize(timeline.store().camera(), out);
        for (Map.Entry<String, RuleProgress> entry : timeline.store().rules()) {
            out.writeUTF(entry.getKey());
            TypeInformation.of(RuleProgress.class)
                    .createSerializer(config)
                    .serialize(entry.getValue(), out);
        }
        return out.length();
    }
}
