package io.framewatch.cli.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.framewatch.mobileformer.Tensor;
import io.framewatch.mobileformer.Weights;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes files of weights. */
final class TestingCheckpoint {

    private TestingCheckpoint() {}

    /** All weights as float32 in a safetensors file. */
    static Path safetensors(Path file, Weights weights) throws IOException {
        Map<String, Object> header = new LinkedHashMap<>();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (String name : weights.names()) {
            Tensor tensor = weights.get(name);
            int start = data.size();
            ByteBuffer values = littleEndian(Float.BYTES * tensor.values().length);
            values.asFloatBuffer().put(tensor.values());
            data.writeBytes(values.array());
            int[] offsets = {start, data.size()};
            header.put(
                    name, Map.of("dtype", "F32", "shape", tensor.shape(), "data_offsets", offsets));
        }
        byte[] json = new JsonMapper().writeValueAsBytes(header);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(littleEndian(Long.BYTES).putLong(json.length).array());
            out.write(json);
            data.writeTo(out);
        }
        return file;
    }

    /** An archive as of {@code torch.save} whose pickle calls {@code os.system("true")}. */
    static Path hostile(Path file) throws IOException {
        byte[] pickle = "\u0080\u0002cos\nsystem\n(X\4\0\0\0truetR.".getBytes(ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(pickle);
        ZipEntry entry = new ZipEntry("model/data.pkl");
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(pickle.length);
        entry.setCrc(crc.getValue());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file), UTF_8)) {
            zip.putNextEntry(entry);
            zip.write(pickle);
        }
        return file;
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
