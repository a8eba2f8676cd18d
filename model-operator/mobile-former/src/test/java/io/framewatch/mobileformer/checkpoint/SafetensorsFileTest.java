package io.framewatch.mobileformer.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.mobileformer.Tensor;
import io.framewatch.mobileformer.Weights;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsFileTest {

    @TempDir private Path folder;

    @Test
    void shouldWriteTheBytesOfTheFormat() throws Exception {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("b", new Tensor(new int[] {2, 1}, new float[] {1, -2}));
        tensors.put("a", new Tensor(new int[0], new float[] {0.5f}));
        Path file = folder.resolve("model.safetensors");

        SafetensorsFile.write(file, Weights.of(tensors), Map.of("version", "7", "name", "gate"));

        String json =
                """
                {"__metadata__":{"name":"gate","version":"7"},\
                "b":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},\
                "a":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}""";
        String padded = json + " ".repeat((8 - json.length() % 8) % 8);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.writeBytes(new byte[] {(byte) padded.length(), 0, 0, 0, 0, 0, 0, 0});
        expected.writeBytes(padded.getBytes(UTF_8));
        expected.writeBytes(TestingFiles.bytes(1, -2, 0.5f));
        assertThat(Files.readAllBytes(file)).isEqualTo(expected.toByteArray());
    }

    @Test
    void shouldLetTensorsBeginAtAMultipleOfEightBytes() throws Exception {
        for (int length = 1; length <= 8; length++) {
            Path file = folder.resolve("model.safetensors");
            Weights weights =
                    Weights.of(
                            Map.of("w".repeat(length), new Tensor(new int[] {1}, new float[] {3})));

            SafetensorsFile.write(file, weights, Map.of());

            long header = Long.reverseBytes(ByteBuffer.wrap(Files.readAllBytes(file)).getLong());
            assertThat(header % 8).isZero();
            try (Checkpoint checkpoint = Checkpoint.open(file)) {
                assertThat(checkpoint.tensor("w".repeat(length)).values()).containsExactly(3);
            }
        }
    }
}
