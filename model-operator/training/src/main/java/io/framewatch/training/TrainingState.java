package io.framewatch.training;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * All that a training needs to resume: position, weights, moments and averaged weights. Written to
 * a file whole or not at all. Not thread-safe.
 */
final class TrainingState {

    private static final int MAGIC = 0x46575431;

    private final String recipe;
    private final float[] weights;
    private final float[] firstMoments;
    private final float[] secondMoments;
    private final float[] average;
    private long steps;
    private int epoch;
    private int nextPicture;

    private TrainingState(String recipe, float[][] values) {
        this.recipe = recipe;
        this.weights = values[0];
        this.firstMoments = values[1];
        this.secondMoments = values[2];
        this.average = values[3];
    }

    /**
     * @param recipe text that must be equal for a run to resume another
     * @param weights initial values in the order of the entries
     */
    static TrainingState start(String recipe, float[] weights) {
        int n = weights.length;
        return new TrainingState(
                recipe,
                new float[][] {weights.clone(), new float[n], new float[n], weights.clone()});
    }

    float[] weights() {
        return weights;
    }

    float[] firstMoments() {
        return firstMoments;
    }

    float[] secondMoments() {
        return secondMoments;
    }

    float[] average() {
        return average;
    }

    /** Counts a step and returns its number, from 1. */
    long advance() {
        return ++steps;
    }

    long steps() {
        return steps;
    }

    /** The current epoch, from 0. */
    int epoch() {
        return epoch;
    }

    /** Position of the next picture in the epoch's order. */
    int nextPicture() {
        return nextPicture;
    }

    void moveTo(int newEpoch, int picture) {
        epoch = newEpoch;
        nextPicture = picture;
    }

    /**
     * Writes the state beside the file and then moves it there; creates its folder if it is
     * missing.
     *
     * @throws IOException if it cannot be written; the former file is then unchanged
     */
    void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path unfinished = folder.resolve(file.getFileName() + ".unfinished");
        boolean isNew = !Files.exists(folder);
        Files.createDirectories(folder);
        try {
            writeWhole(unfinished);
            Files.move(
                    unfinished,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            if (isNew) {
                Files.delete(folder);
            }
            throw e;
        }
    }

    private void writeWhole(Path file) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(file), 1 << 20))) {
            out.writeInt(MAGIC);
            out.writeUTF(recipe);
            out.writeLong(steps);
            out.writeInt(epoch);
            out.writeInt(nextPicture);
            out.writeInt(weights.length);
            for (float[] values : new float[][] {weights, firstMoments, secondMoments, average}) {
                ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
                bytes.asFloatBuffer().put(values);
                out.write(bytes.array());
            }
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /**
     * Reads a file of {@link #write}.
     *
     * @param length number of weights of the network
     * @throws IOException if the file cannot be read or is not a complete checkpoint; the message
     *     names it
     * @throws IllegalArgumentException if it belongs to a run with another recipe
     */
    static TrainingState read(Path file, String recipe, int length) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
            require(in.readInt() == MAGIC, "it does not begin as one");
            requireSame(recipe, in.readUTF(), file);
            long steps = in.readLong();
            int epoch = in.readInt();
            int next = in.readInt();
            require(steps >= 0 && epoch >= 0 && next >= 0, "it has a negative position");
            int written = in.readInt();
            require(written == length, "it has %d weights, not %d".formatted(written, length));
            float[][] values = new float[4][];
            for (int i = 0; i < values.length; i++) {
                values[i] = readValues(in, length);
            }
            require(in.read() < 0, "it goes on after its end");
            TrainingState state = new TrainingState(recipe, values);
            state.steps = steps;
            state.moveTo(epoch, next);
            return state;
        } catch (IOException e) {
            throw new IOException(
                    "%s is not a complete checkpoint of a training: %s".formatted(file, e), e);
        }
    }

    private static float[] readValues(DataInputStream in, int length) throws IOException {
        byte[] bytes = new byte[length * Float.BYTES];
        in.readFully(bytes);
        float[] values = new float[length];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
        return values;
    }

    private static void requireSame(String recipe, String written, Path file) {
        if (!written.equals(recipe)) {
            throw new IllegalArgumentException(
                    "%s belongs to another run and cannot resume with these options:%n  %s%n  %s"
                            .formatted(file, written, recipe));
        }
    }

    private static void require(boolean holds, String problem) throws IOException {
        if (!holds) {
            throw new IOException(problem);
        }
    }
}
