package io.framewatch.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.mobileformer.Tensor;
import io.framewatch.mobileformer.Variant;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The native library where sanitizers, valgrind and another processor see each of its accesses, and
 * whether it is what its sources say. Needs a C compiler and packages of a registry.
 */
class NativeChecksITCase {

    private static final Path COMMITTED = Path.of("src/main/resources/io/framewatch/kernels");
    private static final Path REBUILT = Path.of("target/rebuilt");
    private static final int PATIENCE_MINUTES = 10;

    /** Narrow, so that a plan takes little time. */
    private static final Variant SMALL = Variant.named("26m").withWidth(0.5).withClasses(10);

    private static final int MUTATIONS = 500;

    @TempDir private static Path folder;

    @BeforeAll
    static void rebuild() throws Exception {
        assertThat(KernelLibrary.problem()).isEmpty();
        run("./build", REBUILT.toString());
    }

    /** The compiler is pinned, so that the same sources give the same bytes on each machine. */
    @Test
    void shouldBeBuiltFromTheSources() throws Exception {
        for (String library :
                List.of(
                        "linux-x86_64/libframewatch-kernels.so",
                        "linux-aarch64/libframewatch-kernels.so")) {
            assertThat(REBUILT.resolve(library)).hasSameBinaryContentAs(COMMITTED.resolve(library));
        }
    }

    @Test
    void shouldRunEveryVariantUnderSanitizers() throws Exception {
        List<String> files = new ArrayList<>();
        for (Variant variant : Variant.published()) {
            TestingNetwork network = TestingNetwork.untrained(folder, variant);
            files.add(recorded(network, Instructions.AVX512, 2));
            files.add(recorded(network, Instructions.AVX2, 1));
        }
        check("sanitizers", files);
    }

    @Test
    void shouldReadNothingThatNobodyWrote() throws Exception {
        TestingNetwork network = TestingNetwork.untrained(folder, Variant.named("26m"));
        check("valgrind", List.of(recorded(network, Instructions.AVX2, 2)));
    }

    @Test
    void shouldGiveTheSameOnAnotherArchitecture() throws Exception {
        List<String> files = new ArrayList<>();
        for (String name : List.of("26m", "294m")) {
            TestingNetwork network = TestingNetwork.untrained(folder, Variant.named(name));
            files.add(recorded(network, Instructions.NEON, 2));
        }
        check("aarch64", files);
    }

    /**
     * Whatever number of a step is wrong: what the checks in Java let through stays in its buffers.
     */
    @Test
    void shouldStayInItsBuffersWithWrongPlans() throws Exception {
        TestingNetwork network = TestingNetwork.untrained(folder, SMALL);
        for (Instructions instructions : List.of(Instructions.AVX512, Instructions.AVX2)) {
            PlanBuilder sound = NetworkPlanner.steps(network.stored(), Lanes.of(instructions));
            List<ByteBuffer> wrong = new ArrayList<>();
            for (int seed = 0; seed < MUTATIONS; seed++) {
                accepted(sound, new MutatedSteps(seed).of(sound.steps())).ifPresent(wrong::add);
            }
            assertThat(wrong).isNotEmpty();
            Plan buffers = sound.build();
            Path file = folder.resolve("wrong-plans-of-" + instructions);
            RecordedCall.Outputs any =
                    new RecordedCall.Outputs(SMALL.classes(), SMALL.embedding(), Optional.empty());
            new RecordedCall(instructions, wrong, buffers, TestingNetwork.images(1), any)
                    .write(file);
            buffers.weights().close();
            check("sanitizers", List.of(file.toString()));
        }
    }

    private static Optional<ByteBuffer> accepted(PlanBuilder sound, List<Step> steps) {
        try {
            return Optional.of(sound.written(steps));
        } catch (RuntimeException e) { // refused, in whatever words
            return Optional.empty();
        }
    }

    private static String recorded(TestingNetwork network, Instructions instructions, int count)
            throws Exception {
        byte[][] images = TestingNetwork.images(count);
        Map<String, Tensor> expected = network.expected(images);
        float[][] outputs = {expected.get("logits").values(), expected.get("embedding").values()};
        Plan plan = NetworkPlanner.plan(network.stored(), Lanes.of(instructions));
        Path file = network.folder().resolveSibling("%s-%d".formatted(instructions, count));
        RecordedCall.of(
                        instructions,
                        plan,
                        images,
                        new RecordedCall.Outputs(
                                outputs[0].length, outputs[1].length, Optional.of(outputs)))
                .write(file);
        plan.weights().close();
        return file.toString();
    }

    private static void check(String kind, List<String> files) throws Exception {
        List<String> command = new ArrayList<>(List.of("./check", kind));
        command.addAll(files);
        run(command.toArray(String[]::new));
    }

    private static void run(String... command) throws Exception {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }
}
