package io.framewatch.mobileformer.checkpoint;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewatch.mobileformer.Tensor;
import io.framewatch.mobileformer.Weights;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes weights as a safetensors file, which {@link Checkpoint} reads and so do the libraries of
 * other languages: all tensors as float32, little-endian, in the order of the weights.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
public final class SafetensorsFile {

    private static final JsonMapper JSON = new JsonMapper();

    private SafetensorsFile() {}

    /**
     * Writes weights. The same arguments give the same bytes. An existing file is overwritten.
     *
     * @param metadata further facts about the weights: text by name; may be empty
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, Weights weights, Map<String, String> metadata)
            throws IOException {
        byte[] header = aligned(JSON.writeValueAsBytes(header(weights, metadata)));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(littleEndian(Long.BYTES).putLong(header.length).array());
            out.write(header);
            for (String name : weights.names()) {
                out.write(bytes(weights.get(name)));
            }
        }
    }

    private static ObjectNode header(Weights weights, Map<String, String> metadata) {
        ObjectNode header = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode texts = header.putObject(SafetensorsContents.METADATA);
            new TreeMap<>(metadata).forEach(texts::put);
        }
        long offset = 0;
        for (String name : weights.names()) {
            Tensor tensor = weights.get(name);
            long end = offset + (long) Float.BYTES * tensor.values().length;
            ObjectNode description = header.putObject(name);
            description.put("dtype", ElementType.FLOAT32.safetensorsName());
            ArrayNode shape = description.putArray("shape");
            Arrays.stream(tensor.shape()).forEach(shape::add);
            description.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        return header;
    }

    /** Pads the header with spaces, so that the tensors begin at a multiple of eight bytes. */
    private static byte[] aligned(byte[] json) {
        byte[] header =
                Arrays.copyOf(json, (json.length + Long.BYTES - 1) / Long.BYTES * Long.BYTES);
        Arrays.fill(header, json.length, header.length, (byte) ' ');
        return header;
    }

    private static byte[] bytes(Tensor tensor) {
        ByteBuffer bytes = littleEndian(Math.multiplyExact(tensor.values().length, Float.BYTES));
        bytes.asFloatBuffer().put(tensor.values());
        return bytes.array();
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
