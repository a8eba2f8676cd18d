package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CameraSkewTest {

    @Test
    void shouldCountCamerasOfPartitionsAndOfTheTasksThatShareThem() {
        // given six cameras on partitions 0, 0, 0, 1, 2, 2 of four
        List<Integer> partitionOfCamera = List.of(0, 0, 0, 1, 2, 2);

        // when
        CameraSkew skew = CameraSkew.of(4, partitionOfCamera, List.of(1, 2, 3, 5));

        // then two tasks have partitions 0 and 2, and 1 and 3; three have 0 and 3, 1, 2
        assertThat(skew)
                .isEqualTo(new CameraSkew(4, 0, 1.5, 3, 1, Map.of(1, 1.0, 2, 5 / 3.0, 3, 3 / 2.0)));
        assertThat(skew.mostToMean()).isEqualTo(2);
    }

    @Test
    void shouldShareCamerasBehindTheExchangeAsFlinkDoes() {
        List<String> cameras = IntStream.range(0, 1000).mapToObj("camera-%06d"::formatted).toList();

        assertThat(CameraSkew.keyedMostToMean(cameras, 720, 1)).isEqualTo(1);
        assertThat(CameraSkew.keyedMostToMean(cameras, 720, 24)).isBetween(1.1, 1.6);
    }
}
