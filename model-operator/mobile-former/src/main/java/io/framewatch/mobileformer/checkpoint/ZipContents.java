package io.framewatch.mobileformer.checkpoint;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * What {@code torch.save} writes since PyTorch 1.6: an uncompressed zip archive of a pickle, {@code
 * NAME/data.pkl}, and one file for each storage, {@code NAME/data/KEY}.
 */
final class ZipContents implements Closeable {

    private static final String PICKLE = "data.pkl";

    private final ZipFile zip;

    ZipContents(Path file) throws IOException {
        this.zip = new ZipFile(file.toFile());
    }

    /**
     * The saved object.
     *
     * @throws IllegalArgumentException if this is not such an archive, or contains anything but
     *     tensors
     */
    Object root() throws IOException {
        ZipEntry entry =
                zip.stream()
                        .filter(
                                e ->
                                        e.getName().equals(PICKLE)
                                                || e.getName().endsWith("/" + PICKLE))
                        .findFirst()
                        .orElseThrow(
                                () -> new IllegalArgumentException("the archive has no " + PICKLE));
        requireStored(entry, 0);
        String root = entry.getName().substring(0, entry.getName().length() - PICKLE.length());
        requireLittleEndian(root);
        TorchObjects objects =
                new TorchObjects((key, type, size) -> storage(root, key, type, size));
        int length = (int) Math.min(entry.getSize(), TensorUnpickler.LARGEST);
        return TensorUnpickler.read(read(entry, 0, length), objects);
    }

    private Storage storage(String root, String key, ElementType type, long size) {
        ZipEntry entry = zip.getEntry(root + "data/" + key);
        if (entry == null) {
            throw new IllegalArgumentException("the archive has no storage " + key);
        }
        requireStored(entry, Math.multiplyExact(size, type.size()));
        return new EntryStorage(this, entry, type, size);
    }

    private void requireLittleEndian(String root) throws IOException {
        ZipEntry entry = zip.getEntry(root + "byteorder");
        if (entry != null && read(entry, 0, 1).get(0) != 'l') {
            throw new IllegalArgumentException("its numbers are not little-endian");
        }
    }

    /** PyTorch does not compress, so no entry can be larger than the file. */
    private static void requireStored(ZipEntry entry, long size) {
        boolean stored = entry.getMethod() == ZipEntry.STORED;
        if (!stored || entry.getSize() != entry.getCompressedSize() || entry.getSize() < size) {
            throw new IllegalArgumentException(
                    "entry %s must be uncompressed and have at least %d bytes, it has %d"
                            .formatted(entry.getName(), size, entry.getSize()));
        }
    }

    private ByteBuffer read(ZipEntry entry, long from, int length) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            in.skipNBytes(from);
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException("it ends after " + (from + bytes.length) + " bytes");
            }
            return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        } catch (ZipException | EOFException e) {
            throw new MalformedCheckpointException(
                    "checkpoint %s: entry %s: %s"
                            .formatted(zip.getName(), entry.getName(), e.getMessage()),
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** A storage in a file of the archive. */
    private record EntryStorage(ZipContents zip, ZipEntry entry, ElementType type, long size)
            implements Storage {

        @Override
        public ByteBuffer read(long from, int length) throws IOException {
            return zip.read(entry, from, length);
        }
    }
}
