package io.framewatch.cli.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.cli.CommandErrors;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Against a program that writes down its arguments and answers with a size. */
class BuildCommandTest {

    private static final String HOME = Path.of(".").toString();

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldBuildEachImageOnItsBaseAndPrintItsSize() throws Exception {
        Path docker = docker("[[ $1 == build ]] || echo 203400000");

        int exitCode =
                execute(docker, "--base", "jre:1", "--flink-base", "flink:1", "--tag", "1.0");

        assertThat(exitCode).isZero();
        assertThat(builds())
                .containsExactly(
                        build("BASE=jre:1", "ingest"),
                        build("FLINK_BASE=flink:1", "job"),
                        build("BASE=jre:1", "tools"));
        assertThat(out.toString().lines())
                .containsExactly(
                        "framewatch/ingest:1.0  203 MB",
                        "framewatch/job:1.0     203 MB",
                        "framewatch/tools:1.0   203 MB");
        assertThat(err.toString()).contains("no sbom.json");
    }

    @Test
    void shouldLeaveTheBasesToTheDockerfiles() throws Exception {
        Path docker = docker("[[ $1 == build ]] || echo 1");

        int exitCode = execute(docker, "--repository", "registry.example/fw");

        assertThat(exitCode).isZero();
        assertThat(builds()).hasSize(3).noneMatch(line -> line.contains("--build-arg"));
        assertThat(builds()).allMatch(line -> line.contains("--tag registry.example/fw/"));
    }

    @Test
    void shouldEndAtTheFirstImageThatCannotBeBuilt() throws Exception {
        Path docker = docker("exit 3");

        int exitCode = execute(docker);

        assertThat(exitCode).isEqualTo(1);
        assertThat(builds()).hasSize(1);
        assertThat(err.toString()).contains("'" + docker + " build ").endsWith("' ended with 3\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldSayThatThereIsNoDocker() {
        int exitCode = execute(folder.resolve("docker"));

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString())
                .contains("framewatch images build: '", "docker' cannot be run: ");
    }

    private static String build(String base, String name) {
        return "build --build-arg %s --file %s/docker/%s.Dockerfile --tag framewatch/%s:1.0 %s"
                .formatted(base, HOME, name, name, HOME);
    }

    private Path docker(String script) throws IOException {
        Path program = folder.resolve("docker");
        String text = "#!/bin/bash\necho \"$@\" >>%s\n%s\n".formatted(calls(), script);
        Files.writeString(program, text);
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path calls() {
        return folder.resolve("calls");
    }

    private List<String> builds() throws IOException {
        try (Stream<String> lines = Files.lines(calls())) {
            return lines.filter(line -> line.startsWith("build ")).toList();
        }
    }

    private int execute(Path docker, String... options) {
        CommandLine root = new CommandLine(new Root());
        root.addSubcommand(ImagesCommand.commandLine());
        CommandErrors.on(root)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        Stream<String> arguments = Stream.of("images", "build", "--docker", docker.toString());
        return root.execute(Stream.concat(arguments, Stream.of(options)).toArray(String[]::new));
    }

    @CommandLine.Command(name = "framewatch")
    private static final class Root {}
}
