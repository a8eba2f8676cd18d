package io.framewatch.mobileformer.checkpoint;

import io.framewatch.mobileformer.Tensor;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.zip.ZipException;

/**
 * A file of trained weights: what {@code torch.save} writes, today or before PyTorch 1.6, or a
 * safetensors file. The weights of a dictionary are {@code state_dict_ema}, else {@code
 * state_dict}, else the dictionary itself. A prefix {@code module.} of names is dropped. Elements
 * of all float and integer types become float32.
 *
 * <p>The file runs no code: a pickle that asks for anything but tensors is refused. Tensors are
 * read when they are asked for, so that a false size in the file costs no memory. Not thread-safe.
 */
public final class Checkpoint implements Closeable {

    private static final int ZIP_MAGIC = 0x04034b50;

    private final Path file;
    private final Closeable contents;
    private final StateDict stateDict;

    private Checkpoint(Path file, Closeable contents, StateDict stateDict) {
        this.file = file;
        this.contents = contents;
        this.stateDict = stateDict;
    }

    /**
     * Opens a file of at most 2 GiB.
     *
     * @throws MalformedCheckpointException if it is not a checkpoint, is damaged, or contains
     *     anything but tensors; the message has the file and the reason
     */
    public static Checkpoint open(Path file) throws IOException {
        try {
            ByteBuffer bytes = map(file);
            if (has(bytes, Integer.BYTES) && bytes.getInt(0) == ZIP_MAGIC) {
                return openZip(file);
            }
            return new Checkpoint(file, () -> {}, StateDict.in(root(bytes)));
        } catch (IllegalArgumentException | ZipException e) {
            throw new MalformedCheckpointException("checkpoint " + file + ": " + e.getMessage(), e);
        }
    }

    private static Checkpoint openZip(Path file) throws IOException {
        ZipContents zip = new ZipContents(file);
        try {
            return new Checkpoint(file, zip, StateDict.in(zip.root()));
        } catch (IOException | RuntimeException e) {
            try (zip) {
                throw e;
            }
        }
    }

    private static Object root(ByteBuffer bytes) {
        if (has(bytes, Long.BYTES) && bytes.getLong(0) == LegacyContents.MAGIC) {
            return new LegacyContents(bytes).root();
        }
        if (SafetensorsContents.matches(bytes)) {
            return new SafetensorsContents(bytes).root();
        }
        throw new IllegalArgumentException("it is neither a file of torch.save nor safetensors");
    }

    /**
     * The key of the dictionary with the weights: {@code state_dict_ema}, {@code state_dict}, or
     * empty if the file is the dictionary itself.
     */
    public String key() {
        return stateDict.key();
    }

    /** The shapes of all tensors by name. */
    public Map<String, int[]> shapes() {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        stateDict.tensors().forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        return shapes;
    }

    /** The number of classes of its network; empty if it has no last layer of Mobile-Former. */
    public OptionalInt classes() {
        StoredTensor biases = stateDict.tensors().get(Variant.LAST_LAYER + ".bias");
        return biases == null || biases.shape().length == 0 || biases.shape()[0] < 1
                ? OptionalInt.empty()
                : OptionalInt.of(biases.shape()[0]);
    }

    /**
     * Reads the weights of a variant.
     *
     * @throws IllegalArgumentException if they are not of this variant, naming every entry that is
     *     missing, surplus or of another shape
     */
    public Weights weights(Variant variant) throws IOException {
        try {
            Weights.requireFit(variant, shapes());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("checkpoint " + file + ": " + e.getMessage(), e);
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, StoredTensor> tensor : stateDict.tensors().entrySet()) {
            tensors.put(tensor.getKey(), tensor.getValue().read());
        }
        return Weights.of(tensors);
    }

    /** Reads one tensor, which must exist. */
    Tensor tensor(String name) throws IOException {
        return stateDict.tensors().get(name).read();
    }

    @Override
    public void close() throws IOException {
        contents.close();
    }

    private static boolean has(ByteBuffer bytes, int number) {
        return bytes.limit() >= number;
    }

    private static ByteBuffer map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "%d bytes must be at most %d".formatted(channel.size(), Integer.MAX_VALUE));
            }
            return channel.map(MapMode.READ_ONLY, 0, channel.size()).order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
