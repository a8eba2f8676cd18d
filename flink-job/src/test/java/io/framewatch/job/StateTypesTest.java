package io.framewatch.job;

import io.framewatch.event.Alert;
import io.framewatch.job.alert.CameraProgress;
import io.framewatch.job.alert.RuleProgress;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

class StateTypesTest {

    @Test
    void shouldSerializeWithoutKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(Alert.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(CameraEvent.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(RuleProgress.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(CameraProgress.class);
    }
}
