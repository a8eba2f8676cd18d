package io.framewatch.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The native library of this platform. It lies in the jar, and is loaded once in each class loader,
 * from a private copy in the folder for temporary files. Where that fails, the process goes on
 * without kernels.
 */
public final class KernelLibrary {

    private static final KernelLibrary LOADED =
            load(Platform.current(), Path.of(System.getProperty("java.io.tmpdir")));

    private final List<Instructions> instructions;
    private final String problem;

    /** The outcome of an attempt to load the library: instructions, or a problem. */
    private KernelLibrary(List<Instructions> instructions, String problem) {
        this.instructions = List.copyOf(instructions);
        this.problem = problem;
    }

    /** The sets of instructions that the kernels can use in this process, best first. */
    public static List<Instructions> instructions() {
        return LOADED.instructions;
    }

    /** Why there are no kernels in this process, as the end of a sentence. */
    public static Optional<String> problem() {
        return Optional.ofNullable(LOADED.problem);
    }

    List<Instructions> availableInstructions() {
        return instructions;
    }

    Optional<String> whyNone() {
        return Optional.ofNullable(problem);
    }

    /** Loads the library for a platform from a copy in a folder, which is deleted at once. */
    static KernelLibrary load(Platform platform, Path folder) {
        try (InputStream library = KernelLibrary.class.getResourceAsStream(platform.resource())) {
            if (library == null) {
                return without("there are no kernels for %s".formatted(platform.name()));
            }
            load(library, folder);
            return with(Native.availableInstructions());
        } catch (IOException | UnsatisfiedLinkError e) {
            return without(
                    "the native library of the kernels cannot be loaded from %s, which java.io.tmpdir names: %s"
                            .formatted(folder, e));
        }
    }

    private static void load(InputStream library, Path folder) throws IOException {
        Path copy = Files.createTempFile(folder, "framewatch-kernels", ".so");
        try {
            Files.copy(library, copy, StandardCopyOption.REPLACE_EXISTING);
            System.load(copy.toAbsolutePath().toString());
        } finally {
            Files.delete(copy);
        }
    }

    private static KernelLibrary with(int bits) {
        List<Instructions> available =
                Stream.of(Instructions.values())
                        .filter(set -> (bits & 1 << set.ordinal()) != 0)
                        .toList();
        return available.isEmpty()
                ? without("the kernels need AVX2 and FMA, which this processor lacks")
                : new KernelLibrary(available, null);
    }

    private static KernelLibrary without(String problem) {
        return new KernelLibrary(List.of(), problem);
    }
}
