package io.framewatch.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is shipped, unpacked from its archive, where there is a Java and no Maven. */
class DistributionITCase {

    /** Everything besides Java that the launcher calls. */
    private static final List<String> TOOLS =
            List.of("bash", "dirname", "getconf", "mktemp", "readlink", "rm");

    @TempDir private static Path folder;
    private static Path home;
    private static Path path;
    private static Path temporary;

    private record Run(int exitCode, List<String> output, List<String> errors) {}

    @BeforeAll
    static void unpack() throws Exception {
        path = Files.createDirectory(folder.resolve("bin"));
        temporary = Files.createDirectory(folder.resolve("tmp"));
        for (String tool : TOOLS) {
            Files.createSymbolicLink(path.resolve(tool), Path.of("/usr/bin", tool));
        }
        Files.createSymbolicLink(
                path.resolve("java"), Path.of(System.getProperty("java.home"), "bin/java"));
        home = Files.createDirectory(folder.resolve("home"));
        String archive = System.getProperty("framewatch.archive");
        Process tar =
                new ProcessBuilder(
                                "tar",
                                "-xzf",
                                archive,
                                "--strip-components=1",
                                "-C",
                                home.toString())
                        .inheritIO()
                        .start();
        assertThat(tar.waitFor()).as("tar -xzf " + archive).isZero();
    }

    /** JUnit warns of each link that it removes itself. */
    @AfterAll
    static void removeLinks() throws IOException {
        try (Stream<Path> links = Files.list(path)) {
            for (Path link : links.toList()) {
                Files.delete(link);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --help                                  | roadside-data
                    schemas                                 | classification
                    model inspect --model models/imagenette | Mobile-Former 26m, 10 classes
                    """)
    void shouldRunWithAJavaAlone(String arguments, String expected) throws Exception {
        Run run = run("", arguments.split(" "));

        assertThat(run.errors()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.output()).anyMatch(line -> line.contains(expected));
        assertThat(temporary).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"demo,false", "ingest,false", "job,false", "train,true"})
    void shouldHavePyTorchOnTheClassPathForTrainingAlone(String command, boolean expected)
            throws Exception {
        Run run = run("-XshowSettings:properties", command, "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.output()).first().asString().startsWith("Usage: framewatch " + command);
        assertThat(run.errors()).anyMatch(line -> line.contains("/lib/cli-"));
        assertThat(run.errors().stream().anyMatch(line -> line.contains("/pytorch-native-cpu-")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"job", "train"})
    void shouldTakeTheCollectorThatIsGiven(String command) throws Exception {
        Run run = run("-XX:+UseG1GC -Xlog:gc:stderr", command, "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.errors()).anyMatch(line -> line.endsWith("Using G1"));
    }

    @Test
    void shouldSayInOneLineThatACommandIsUnknown() throws Exception {
        Run run = run("", "demonstrate");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.output()).isEmpty();
        assertThat(run.errors())
                .singleElement()
                .asString()
                .startsWith("framewatch: unknown command 'demonstrate'");
    }

    @Test
    void shouldRemoveTheTemporaryFilesOfAProcessThatIsGone() throws Exception {
        // given the number of no process: the kernel's are below 2^22
        Path abandoned = Files.createDirectory(temporary.resolve("framewatch-4194305-abcdef"));
        Path running =
                Files.createDirectory(
                        temporary.resolve("framewatch-%d-abcdef".formatted(processId())));

        // when
        run("", "help");

        // then
        assertThat(abandoned).doesNotExist();
        assertThat(running).exists();
        Files.delete(running);
    }

    @Test
    void shouldListEveryJarInTheSbom() throws Exception {
        JsonNode sbom = new JsonMapper().readTree(home.resolve("sbom.json").toFile());
        List<String> listed = new ArrayList<>();
        for (JsonNode component : sbom.path("components")) {
            assertThat(component.path("type").textValue()).isEqualTo("library");
            assertThat(component.path("name").textValue()).isNotEmpty();
            assertThat(component.path("purl").textValue()).startsWith("pkg:maven/");
            listed.add(sha256(component));
        }
        List<String> shipped = new ArrayList<>();
        for (String lib : List.of("lib", "lib/train", "flink-lib")) {
            for (Path jar : jars(home.resolve(lib))) {
                shipped.add(sha256(jar));
            }
        }

        assertThat(sbom.path("bomFormat").textValue()).isEqualTo("CycloneDX");
        assertThat(sbom.path("specVersion").textValue()).isNotEmpty();
        assertThat(sbom.path("metadata").path("component").path("name").textValue())
                .isEqualTo("distribution");
        assertThat(listed).containsExactlyInAnyOrderElementsOf(shipped);
    }

    @Test
    void shouldHaveTheJobTheNativesAndTheLicences() throws Exception {
        assertThat(home.resolve("job/framewatch-job.jar")).isNotEmptyFile();
        assertThat(jars(home.resolve("flink-lib")))
                .extracting(jar -> jar.getFileName().toString().replaceFirst("-[0-9].*", ""))
                .containsExactly("ffmpeg", "ffmpeg", "javacpp", "javacpp", "onnxruntime");
        assertThat(jars(home.resolve("lib")))
                .extracting(jar -> jar.getFileName().toString().replaceFirst("-[0-9].*", ""))
                .contains("javacv")
                .doesNotContain("javacpp", "ffmpeg", "opencv", "openblas");
        assertThat(home.resolve("licenses/LICENSE")).content().contains("Apache License");
        assertThat(home.resolve("licenses/THIRD-PARTY.txt"))
                .content()
                .contains("onnxruntime", "ffmpeg")
                .doesNotContain("Unknown license");
    }

    private static Run run(String javaOptions, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/framewatch").toString()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(home.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", path.toString());
        builder.environment().put("TMPDIR", temporary.toString());
        builder.environment().put("FRAMEWATCH_JAVA_OPTS", javaOptions);
        int exitCode = builder.start().waitFor();
        return new Run(exitCode, Files.readAllLines(output), Files.readAllLines(errors));
    }

    private static long processId() {
        return ProcessHandle.current().pid();
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }

    private static String sha256(JsonNode component) {
        for (JsonNode hash : component.path("hashes")) {
            if (hash.path("alg").textValue().equals("SHA-256")) {
                return hash.path("content").textValue();
            }
        }
        throw new AssertionError("no SHA-256 of " + component.path("purl"));
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
