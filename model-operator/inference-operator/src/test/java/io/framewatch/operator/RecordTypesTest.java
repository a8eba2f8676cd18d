package io.framewatch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.CameraId;
import io.framewatch.event.Classification;
import io.framewatch.event.DeadLetter;
import io.framewatch.event.FrameId;
import io.framewatch.event.FrameLocation;
import io.framewatch.event.FrameTimes;
import io.framewatch.event.HeadResult;
import io.framewatch.event.LabelScore;
import io.framewatch.event.ModelAgreement;
import io.framewatch.event.ModelState;
import io.framewatch.event.ModelStatus;
import io.framewatch.event.ModelStatus.Outcome;
import io.framewatch.event.ModelStatus.Subject;
import io.framewatch.event.ModelStatus.Task;
import io.framewatch.event.ReceivedRecord;
import io.framewatch.event.ShedFrame;
import io.framewatch.event.Timing;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes into and out of the operator is serialized by Flink itself, without Kryo. */
class RecordTypesTest {

    private static final List<ReceivedRecord.Header> HEADERS =
            List.of(
                    new ReceivedRecord.Header("ce_id", new byte[] {1, 2}),
                    new ReceivedRecord.Header("ce_id", null));

    private static final ReceivedRecord.Position POSITION =
            new ReceivedRecord.Position("frames", 1, 2);

    static Stream<Object> records() {
        return Stream.of(
                new ReceivedRecord(POSITION, 3, new byte[] {4}, HEADERS, new byte[] {5, 6}),
                new ReceivedRecord(POSITION, 3, null, List.of(), null),
                new DeadLetter(
                        new ReceivedRecord(POSITION, 3, null, HEADERS, null),
                        DeadLetter.Stage.IMAGE,
                        "reason",
                        "java.lang.Exception"),
                new ShedFrame(
                        new CameraId("gate-1"),
                        new FrameLocation(FrameId.parse("gate-1/1/2"), "frames", 3, 4),
                        Instant.parse("2026-11-25T07:00:00.123456Z"),
                        900),
                new ModelStatus(
                        new Subject("gate-1/door", "2", new CameraId("gate-1"), Instant.EPOCH),
                        new Outcome(ModelState.ACTIVE, null, 8_500L, List.of("van")),
                        new Task(1, 2),
                        Instant.EPOCH),
                new ModelStatus(
                        Subject.configuredModel("gate", "1"),
                        Outcome.refused("is too slow"),
                        new Task(0, 2),
                        Instant.EPOCH),
                new ModelAgreement(
                        new ModelAgreement.Models("gate", "2", "gate", "1"),
                        new CameraId("gate-1"),
                        new ModelAgreement.Comparison(3, 2, 0.25),
                        Instant.EPOCH,
                        Instant.EPOCH),
                new Classification(
                        new CameraId("gate-1"),
                        new FrameLocation(FrameId.parse("gate-1/1/2"), "frames", 3, 4),
                        new FrameTimes(
                                Instant.parse("2026-11-25T07:00:00.123456Z"),
                                Instant.parse("2026-11-25T06:59:58.5Z")),
                        new Classification.Model("model", "1", "0".repeat(64)),
                        new Classification.Scores(
                                List.of(new LabelScore("car", 0.75f), new LabelScore("bus", 0.25f)),
                                List.of(
                                        new HeadResult(
                                                "gate", "1", List.of(new LabelScore("open", 1))))),
                        new Timing(Instant.EPOCH, 1, 2, 3, 4, Instant.EPOCH.plusMillis(5))));
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldSurviveFlinksOwnSerializer(Object record) throws Exception {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(record.getClass());
        assertThat(TypeInformation.of(record.getClass())).isInstanceOf(PojoTypeInfo.class);

        assertThat(roundTrip(record)).usingRecursiveComparison().isEqualTo(record);
    }

    private static <T> T roundTrip(T record) throws IOException {
        @SuppressWarnings("unchecked") // the class of a T makes Ts
        TypeSerializer<T> serializer =
                TypeInformation.of((Class<T>) record.getClass())
                        .createSerializer(new SerializerConfigImpl());
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(serializer.copy(record), out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }
}
