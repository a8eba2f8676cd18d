package io.framewatch.mobileformer.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A safetensors file: the length of a JSON header as int64, the header with type, shape and
 * position of each tensor, then the tensors.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
final class SafetensorsContents {

    /** The key of the header that does not name a tensor. */
    static final String METADATA = "__metadata__";

    private static final long LARGEST_HEADER = 100_000_000;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final ByteBuffer file;

    SafetensorsContents(ByteBuffer file) {
        this.file = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether a file begins with a plausible header length and a JSON object. */
    static boolean matches(ByteBuffer file) {
        return file.limit() > Long.BYTES
                && headerLength(file) > 0
                && headerLength(file) <= Math.min(LARGEST_HEADER, file.limit() - Long.BYTES)
                && file.get(Long.BYTES) == '{';
    }

    /**
     * The tensors by name.
     *
     * @throws IllegalArgumentException if the header is invalid or a tensor not inside of the file
     */
    Map<String, Object> root() {
        int length = (int) headerLength(file);
        byte[] header = new byte[length];
        file.get(Long.BYTES, header);
        Map<String, Object> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> tensor : parse(header).properties()) {
            if (!tensor.getKey().equals(METADATA)) {
                tensors.put(tensor.getKey(), tensor(tensor.getValue(), Long.BYTES + length));
            }
        }
        return tensors;
    }

    private static long headerLength(ByteBuffer file) {
        return file.order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    }

    private static JsonNode parse(byte[] header) {
        try {
            return JSON.readTree(new String(header, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("invalid header: " + e.getOriginalMessage(), e);
        }
    }

    private StoredTensor tensor(JsonNode description, int dataStart) {
        ElementType type = ElementType.ofSafetensors(description.path("dtype").asText());
        long[] shape = numbers(description.path("shape"));
        long[] place = numbers(description.path("data_offsets"));
        if (place.length != 2
                || place[0] < 0
                || place[1] < place[0]
                || place[1] > file.limit() - dataStart) {
            throw new IllegalArgumentException(
                    "data_offsets %s must lie in the %d bytes behind the header"
                            .formatted(description.path("data_offsets"), file.limit() - dataStart));
        }
        int start = dataStart + (int) place[0];
        long size = (place[1] - place[0]) / type.size();
        return StoredTensor.contiguous(new FileStorage(file, start, type, size), shape);
    }

    private static long[] numbers(JsonNode array) {
        long[] numbers = new long[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).asLong(-1);
        }
        return numbers;
    }
}
