package io.framewatch.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelLibraryTest {

    @TempDir private Path folder;

    @Test
    void shouldFindTheInstructionsThatTheKernelOfTheSystemReports() throws Exception {
        assertThat(KernelLibrary.problem()).isEmpty();
        assertThat(KernelLibrary.instructions()).isEqualTo(reported());
    }

    @Test
    void shouldLeaveNoCopyBehind() {
        KernelLibrary library = KernelLibrary.load(Platform.current(), folder);

        assertThat(library.availableInstructions()).isNotEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldSayThatAPlatformHasNoKernels() {
        KernelLibrary library = KernelLibrary.load(Platform.of("Plan 9", "mips"), folder);

        assertThat(library.availableInstructions()).isEmpty();
        assertThat(library.whyNone()).hasValue("there are no kernels for plan 9-mips");
    }

    @Test
    void shouldSayWhyALibraryCannotBeLoaded() {
        String other = Platform.current().name().equals("linux-x86_64") ? "aarch64" : "amd64";

        KernelLibrary library = KernelLibrary.load(Platform.of("Linux", other), folder);

        assertThat(library.availableInstructions()).isEmpty();
        assertThat(library.whyNone().orElseThrow())
                .startsWith(
                        "the native library of the kernels cannot be loaded from "
                                + folder
                                + ", which java.io.tmpdir names: java.lang.UnsatisfiedLinkError: ");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldSayThatTheFolderIsMissing() {
        KernelLibrary library =
                KernelLibrary.load(Platform.current(), folder.resolve("not").resolve("there"));

        assertThat(library.availableInstructions()).isEmpty();
        assertThat(library.whyNone().orElseThrow()).contains("NoSuchFileException");
    }

    /** As the jobs of a Flink cluster do. */
    @Test
    void shouldBeLoadedByEachClassLoader() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        try (URLClassLoader other =
                new URLClassLoader(
                        urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> library = other.loadClass(KernelLibrary.class.getName());

            assertThat(library).isNotSameAs(KernelLibrary.class);
            assertThat(library.getMethod("instructions").invoke(null))
                    .hasToString(KernelLibrary.instructions().toString());
        }
    }

    @Test
    void shouldKnowPlatformsByAllTheirNames() {
        assertThat(Platform.of("Linux", "amd64").name()).isEqualTo("linux-x86_64");
        assertThat(Platform.of("Linux", "x86_64").name()).isEqualTo("linux-x86_64");
        assertThat(Platform.of("Linux", "aarch64").name()).isEqualTo("linux-aarch64");
        assertThat(Platform.of("Mac OS X", "arm64").name()).isEqualTo("mac os x-aarch64");
    }

    /** By the names that Linux gives the features of the first processor. */
    private static List<Instructions> reported() throws Exception {
        List<String> flags =
                Files.readString(Path.of("/proc/cpuinfo"))
                        .lines()
                        .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                        .findFirst()
                        .map(line -> Arrays.asList(line.split("\\s+")))
                        .orElseThrow();
        if (flags.contains("asimd")) {
            return List.of(Instructions.NEON);
        }
        return flags.containsAll(List.of("avx512f", "avx512vl", "avx512bw", "avx512dq"))
                ? List.of(Instructions.AVX512, Instructions.AVX2)
                : List.of(Instructions.AVX2);
    }
}
