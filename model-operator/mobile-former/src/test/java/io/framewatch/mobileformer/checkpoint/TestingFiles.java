package io.framewatch.mobileformer.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes checkpoint files for tests. */
final class TestingFiles {

    private TestingFiles() {}

    /** A checkpoint that PyTorch 1.13 wrote, from the resources. */
    static byte[] resource(String name) throws IOException {
        try (InputStream in = TestingFiles.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    /** An archive as of {@code torch.save}; storages by key. */
    static Path zip(Path file, byte[] pickle, Map<String, byte[]> storages) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            stored(zip, "model/data.pkl", pickle);
            for (Map.Entry<String, byte[]> storage : storages.entrySet()) {
                stored(zip, "model/data/" + storage.getKey(), storage.getValue());
            }
        }
        return file;
    }

    static Path safetensors(Path file, String header, byte[] data) throws IOException {
        byte[] json = header.getBytes(UTF_8);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(
                    ByteBuffer.allocate(8)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(json.length)
                            .array());
            out.write(json);
            out.write(data);
        }
        return file;
    }

    /** Little-endian float32. */
    static byte[] bytes(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    private static void stored(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
    }
}
