package io.framewatch.job;

import io.framewatch.event.Alert;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

class StateTypesTest {

    @Test
    void shouldSerializeWithoutKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(Alert.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(AlertProgress.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(FramePosition.class);
    }
}
