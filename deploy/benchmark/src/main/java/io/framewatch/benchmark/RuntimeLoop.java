package io.framewatch.benchmark;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The baseline: some threads call one session of ONNX Runtime in a loop, over pixels that are
 * already in memory. No code of Framewatch is measured.
 */
final class RuntimeLoop implements AutoCloseable {

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final int SIDE = 224;
    private static final int CHANNELS = 3;

    private final OrtSession session;
    private final int batch;
    private final List<byte[]> images;

    private RuntimeLoop(OrtSession session, int batch, List<byte[]> images) {
        this.session = session;
        this.batch = batch;
        this.images = images;
    }

    /**
     * Opens the model.
     *
     * @param images uint8 RGB 224x224; the loop takes them in turn
     */
    static RuntimeLoop open(Path model, int batch, List<byte[]> images)
            throws OrtException, IOException {
        return new RuntimeLoop(TunedSession.open(model, batch), batch, images);
    }

    /**
     * The cost of one run.
     *
     * @param frames number of classified frames
     * @param seconds elapsed time
     * @param cpuSeconds processor time of the process
     */
    record Run(long frames, double seconds, double cpuSeconds) {

        double framesPerSecond() {
            return frames / seconds;
        }

        double cpuMicrosPerFrame() {
            return cpuSeconds * 1e6 / frames;
        }
    }

    /** Classifies at least that many frames, and at most a batch a thread more. */
    Run run(long frames, int threads) throws InterruptedException, ExecutionException {
        long batches = (frames + (long) batch * threads - 1) / ((long) batch * threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            long start = System.nanoTime();
            long cpuStart = PROCESS.getProcessCpuTime();
            List<Future<?>> loops = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                loops.add(
                        pool.submit(
                                () -> {
                                    loop(batches);
                                    return null;
                                }));
            }
            for (Future<?> loop : loops) {
                loop.get();
            }
            return new Run(
                    batches * batch * threads,
                    (System.nanoTime() - start) / 1e9,
                    (PROCESS.getProcessCpuTime() - cpuStart) / 1e9);
        } finally {
            pool.shutdownNow();
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }

    private void loop(long batches) throws OrtException {
        ByteBuffer pixels =
                ByteBuffer.allocateDirect(batch * SIDE * SIDE * CHANNELS)
                        .order(ByteOrder.nativeOrder());
        int next = 0;
        for (long done = 0; done < batches; done++) {
            pixels.clear();
            for (int i = 0; i < batch; i++) {
                pixels.put(images.get(next++ % images.size()));
            }
            run(pixels.flip());
        }
    }

    private void run(ByteBuffer pixels) throws OrtException {
        long[] shape = {batch, SIDE, SIDE, CHANNELS};
        try (OnnxTensor image =
                OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(), pixels, shape, OnnxJavaType.UINT8)) {
            session.run(Map.of("image", image), Set.of("logits")).close();
        }
    }
}
