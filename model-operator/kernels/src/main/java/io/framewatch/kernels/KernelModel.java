package io.framewatch.kernels;

import io.framewatch.mobileformer.StoredNetwork;
import io.framewatch.mobileformer.Variant;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A Mobile-Former that the kernels run. Thread-safe: each call takes its scratch from a pool, which
 * grows to the number of calls at once. A call runs on its thread alone and allocates nothing but
 * that.
 */
public final class KernelModel implements AutoCloseable {

    /** Images that go through the network together; larger batches go in parts. */
    public static final int MAX_BATCH = 8;

    private static final AtomicInteger OPEN = new AtomicInteger();

    private static final int BYTES_PER_IMAGE = Variant.RESOLUTION * Variant.RESOLUTION * 3;

    private final Plan plan;
    private final Instructions instructions;
    private final int classes;
    private final int embeddingLength;
    private final Queue<NativeMemory> pool = new ConcurrentLinkedQueue<>();

    /** Calls read, closing writes: the native library must not read what is freed. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private boolean closed;

    private KernelModel(Plan plan, Instructions instructions, Variant variant) {
        this.plan = plan;
        this.instructions = instructions;
        this.classes = variant.classes();
        this.embeddingLength = variant.embedding();
        OPEN.incrementAndGet();
    }

    /** Number of models in this JVM that are not closed. */
    public static int count() {
        return OPEN.get();
    }

    /**
     * Plans a stored model.
     *
     * @param model the bytes of a stored model
     * @param instructions one of {@link KernelLibrary#instructions()}
     * @return empty if this library did not write the model, its images are not bytes, or it is too
     *     large for the kernels
     * @throws IllegalArgumentException if the bytes are no ONNX model, or a layer is missing or has
     *     another shape than the model's variant says, or there are no such instructions here
     */
    public static Optional<KernelModel> of(byte[] model, Instructions instructions) {
        requireAvailable(instructions);
        return StoredNetwork.of(model).flatMap(network -> of(network, instructions));
    }

    private static Optional<KernelModel> of(StoredNetwork network, Instructions instructions) {
        try {
            Plan plan = NetworkPlanner.plan(network, Lanes.of(instructions));
            return Optional.of(new KernelModel(plan, instructions, network.variant()));
        } catch (ArithmeticException | IllegalStateException e) {
            return Optional.empty(); // sizes beyond those of the kernels
        }
    }

    /** Length of a row of logits. */
    public int classes() {
        return classes;
    }

    /** Length of a row of embeddings. */
    public int embeddingLength() {
        return embeddingLength;
    }

    /**
     * Runs the network. All buffers are direct; of each the whole capacity is meant, whatever
     * position and limit are.
     *
     * @param pixels uint8 [images, 224, 224, 3]: RGB
     * @param images at least 1
     * @param logits receives [images, classes]; in native order
     * @param embeddings receives [images, embedding]; in native order; null if nobody wants them
     * @throws IllegalArgumentException if a buffer is not direct, in another order, or too small
     * @throws IllegalStateException if the model is closed, or the system has no memory
     */
    public void run(ByteBuffer pixels, int images, FloatBuffer logits, FloatBuffer embeddings) {
        requireBatch(images);
        require("pixels", pixels.isDirect(), pixels.capacity(), (long) images * BYTES_PER_IMAGE);
        require("logits", logits, (long) images * classes);
        if (embeddings != null) {
            require("embeddings", embeddings, (long) images * embeddingLength);
        }
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the model on kernels is closed");
            }
            runInParts(pixels, images, logits, embeddings);
        } finally {
            lock.readLock().unlock();
        }
    }

    private void runInParts(
            ByteBuffer pixels, int images, FloatBuffer logits, FloatBuffer embeddings) {
        NativeMemory pooled = pool.poll();
        NativeMemory scratch = pooled != null ? pooled : NativeMemory.ofFloats(plan.scratch());
        for (int done = 0; done < images; done += MAX_BATCH) {
            int part = Math.min(MAX_BATCH, images - done);
            Native.run(
                    plan.steps(),
                    plan.weights().buffer(),
                    scratch.buffer(),
                    pixels.slice(done * BYTES_PER_IMAGE, part * BYTES_PER_IMAGE),
                    part,
                    logits.slice(done * classes, part * classes),
                    embeddings == null
                            ? null
                            : embeddings.slice(done * embeddingLength, part * embeddingLength),
                    instructions.ordinal());
        }
        pool.add(scratch);
    }

    /** Waits for calls that run, and frees the memory. Later calls fail. Idempotent. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                pool.forEach(NativeMemory::close);
                plan.weights().close();
                OPEN.decrementAndGet();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** What {@link #of} and a call on one image require. */
    static void requireRunnable(Instructions instructions, ByteBuffer image) {
        requireAvailable(instructions);
        require("pixels", image.isDirect(), image.capacity(), BYTES_PER_IMAGE);
    }

    private static void requireAvailable(Instructions instructions) {
        if (!KernelLibrary.instructions().contains(instructions)) {
            throw new IllegalArgumentException(
                    "instructions %s must be one of %s"
                            .formatted(instructions, KernelLibrary.instructions()));
        }
    }

    private static void requireBatch(int images) {
        if (images < 1) {
            throw new IllegalArgumentException("batch of " + images + " images must be at least 1");
        }
    }

    private static void require(String name, FloatBuffer buffer, long length) {
        boolean usable = buffer.isDirect() && buffer.order() == ByteOrder.nativeOrder();
        require(name, usable, buffer.capacity(), length);
    }

    private static void require(String name, boolean usable, int capacity, long length) {
        if (!usable || capacity < length) {
            throw new IllegalArgumentException(
                    "buffer of %s, capacity %d, must be direct, in native order, and hold at least %d"
                            .formatted(name, capacity, length));
        }
    }
}
