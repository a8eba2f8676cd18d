package io.framewatch.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.mobileformer.StoredNetwork;
import io.framewatch.mobileformer.Tensor;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No model may crash the process, whatever is in it. */
class HostileModelTest {

    /** Narrow, so that a model is planned and run quickly. */
    private static final Variant SMALL = Variant.named("26m").withWidth(0.5).withClasses(10);

    private static final float[] HOSTILE = {
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MIN_VALUE,
        Float.MIN_NORMAL / 3,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        1e30f
    };
    private static final int DAMAGED = 60;

    @TempDir private static Path folder;

    private static byte[] sound;

    @BeforeAll
    static void writeModel() throws Exception {
        sound = TestingNetwork.untrained(folder, SMALL).model();
    }

    @Test
    void shouldRunAnyWeights() throws Exception {
        Random random = new Random(1);
        for (float number : HOSTILE) {
            for (boolean all : new boolean[] {false, true}) {
                byte[] model =
                        TestingNetwork.of(folder, SMALL, hostile(random, number, all)).model();

                for (Instructions instructions : KernelLibrary.instructions()) {
                    run(KernelModel.of(model, instructions).orElseThrow());
                }
            }
        }
    }

    @Test
    void shouldRefuseOrRunADamagedModel() {
        Random random = new Random(2);
        for (int i = 0; i < DAMAGED; i++) {
            byte[] model = damaged(random);
            for (Instructions instructions : KernelLibrary.instructions()) {
                opened(model, instructions).ifPresent(HostileModelTest::run);
            }
        }
    }

    /** Numbers that are none must not stay in scratch. */
    @Test
    void shouldForgetWhatTheCallBeforeLeft() throws Exception {
        Weights bad = hostile(new Random(3), Float.NaN, true);
        byte[] broken = TestingNetwork.of(folder, SMALL, bad).model();
        for (Instructions instructions : KernelLibrary.instructions()) {
            Plan right = plan(sound, instructions);
            Plan wrong = plan(broken, instructions);
            try (NativeMemory scratch = NativeMemory.ofFloats(right.scratch())) {
                float[] before = logits(right, scratch, instructions);
                float[] none = logits(wrong, scratch, instructions);
                float[] after = logits(right, scratch, instructions);

                assertThat(none).containsOnly(Float.NaN);
                assertThat(after).isEqualTo(before);
            } finally {
                right.weights().close();
                wrong.weights().close();
            }
        }
    }

    private static Plan plan(byte[] model, Instructions instructions) {
        return NetworkPlanner.plan(StoredNetwork.of(model).orElseThrow(), Lanes.of(instructions));
    }

    private static float[] logits(Plan plan, NativeMemory scratch, Instructions instructions) {
        ByteBuffer pixels = pixels(1);
        FloatBuffer logits = floats(SMALL.classes());
        Native.run(
                plan.steps(),
                plan.weights().buffer(),
                scratch.buffer(),
                pixels,
                1,
                logits,
                null,
                instructions.ordinal());
        float[] values = new float[SMALL.classes()];
        logits.get(0, values);
        return values;
    }

    /** The untrained weights with one number, or all of one entry in two, replaced. */
    private static Weights hostile(Random random, float number, boolean all) {
        Weights weights = Weights.untrained(SMALL, 1);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        weights.names().forEach(name -> tensors.put(name, weights.get(name)));
        List<String> names = List.copyOf(weights.names());
        String chosen = names.get(random.nextInt(names.size()));
        for (String name : names) {
            if (all && random.nextBoolean() || !all && name.equals(chosen)) {
                Tensor tensor = weights.get(name);
                float[] values = tensor.values().clone();
                if (values.length > 0) {
                    values[random.nextInt(values.length)] = number;
                }
                tensors.put(name, new Tensor(tensor.shape(), values));
            }
        }
        return Weights.of(tensors);
    }

    /** With some bytes changed, most of them at the ends, where names, shapes and sizes are. */
    private static byte[] damaged(Random random) {
        byte[] model = sound.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int range = random.nextBoolean() ? model.length : 20_000;
            int at = random.nextInt(range);
            model[random.nextBoolean() ? at : model.length - 1 - at] = (byte) random.nextInt(256);
        }
        return model;
    }

    private static Optional<KernelModel> opened(byte[] model, Instructions instructions) {
        try {
            return KernelModel.of(model, instructions);
        } catch (RuntimeException e) { // refused, in whatever words
            return Optional.empty();
        }
    }

    private static void run(KernelModel opened) {
        try (KernelModel model = opened) {
            model.run(
                    pixels(2), 2, floats(2 * model.classes()), floats(2 * model.embeddingLength()));
        }
    }

    private static ByteBuffer pixels(int count) {
        byte[][] images = TestingNetwork.images(count);
        ByteBuffer pixels =
                ByteBuffer.allocateDirect(count * images[0].length).order(ByteOrder.nativeOrder());
        for (byte[] image : images) {
            pixels.put(image);
        }
        return pixels;
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
