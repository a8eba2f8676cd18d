package io.framewatch.kernels;

import io.framewatch.mobileformer.StoredNetwork;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the time of a model goes: each step of its plan timed alone, in the order of the plan. */
public final class StepTimes {

    private final PlanBuilder plan;
    private final Instructions instructions;

    private StepTimes(PlanBuilder plan, Instructions instructions) {
        this.plan = plan;
        this.instructions = instructions;
    }

    /**
     * The steps of one kernel on maps of one size, for one image.
     *
     * @param kernel name of the kernel
     * @param resolution width and height of its maps in pixels; 1 for rows
     * @param steps number of steps
     * @param multiplyAdds multiplications with an addition that the network asks for
     * @param time of each step the fastest turn
     */
    public record Line(String kernel, int resolution, int steps, long multiplyAdds, Duration time) {

        private Line plus(Line other) {
            return new Line(
                    kernel,
                    resolution,
                    steps + other.steps,
                    multiplyAdds + other.multiplyAdds,
                    time.plus(other.time));
        }
    }

    /**
     * Runs a stored model step by step on the calling thread.
     *
     * @param model the bytes of a stored model
     * @param instructions one of {@link KernelLibrary#instructions()}
     * @param pixels uint8 [1, 224, 224, 3], direct
     * @param turns how often, at least 1
     * @return a line for each kernel and resolution, in the order of the network
     * @throws IllegalArgumentException if the kernels cannot run the model, or there are too few
     *     pixels
     */
    public static List<Line> of(
            byte[] model, Instructions instructions, ByteBuffer pixels, int turns) {
        KernelModel.requireRunnable(instructions, pixels);
        StoredNetwork network =
                StoredNetwork.of(model)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "model must be a Mobile-Former of this library"));
        PlanBuilder plan = NetworkPlanner.steps(network, Lanes.of(instructions));
        int outputs = Math.max(network.variant().classes(), network.variant().embedding());
        return new StepTimes(plan, instructions).measure(pixels, floats(outputs), turns);
    }

    private List<Line> measure(ByteBuffer pixels, FloatBuffer outputs, int turns) {
        List<ByteBuffer> steps = new ArrayList<>();
        plan.steps().forEach(step -> steps.add(plan.written(List.of(step))));
        long[] fastest = new long[steps.size()];
        Arrays.fill(fastest, Long.MAX_VALUE);
        Plan whole = plan.build();
        try (NativeMemory weights = whole.weights();
                NativeMemory scratch = NativeMemory.ofFloats(whole.scratch())) {
            for (int i = 0; i < turns * fastest.length; i++) {
                int step = i % fastest.length;
                long start = System.nanoTime();
                Native.run(
                        steps.get(step),
                        weights.buffer(),
                        scratch.buffer(),
                        pixels,
                        1,
                        outputs,
                        outputs,
                        instructions.ordinal());
                fastest[step] = Math.min(fastest[step], System.nanoTime() - start);
            }
        }
        return lines(fastest);
    }

    private List<Line> lines(long[] nanoseconds) {
        Map<String, Line> lines = new LinkedHashMap<>();
        for (int i = 0; i < nanoseconds.length; i++) {
            Step step = plan.steps().get(i);
            Duration time = Duration.ofNanos(nanoseconds[i]);
            Line line =
                    new Line(step.kind().name(), step.resolution(), 1, step.multiplyAdds(), time);
            lines.merge(step.kind() + " " + step.resolution(), line, Line::plus);
        }
        return List.copyOf(lines.values());
    }

    private static FloatBuffer floats(int number) {
        return ByteBuffer.allocateDirect(number * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
