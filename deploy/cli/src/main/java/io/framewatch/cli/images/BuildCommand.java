package io.framewatch.cli.images;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.Home;
import io.framewatch.cli.TextTable;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./framewatch images build}. */
@Command(
        name = "build",
        sortOptions = false,
        description =
                "Makes the images of ingest, job and tools from this distribution by 'docker"
                        + " build', and prints their sizes.",
        footer = {"", "  images build --repository registry.example/framewatch --tag 1.0"})
final class BuildCommand implements Callable<Integer> {

    private static final String BASE = "BASE";
    private static final String FLINK_BASE = "FLINK_BASE";
    private static final List<ImageRecipe> RECIPES =
            List.of(
                    new ImageRecipe("ingest", BASE),
                    new ImageRecipe("job", FLINK_BASE),
                    new ImageRecipe("tools", BASE));
    private static final double BYTES_OF_MEGABYTE = 1e6;

    @Spec private CommandSpec spec;

    @Option(
            names = "--base",
            paramLabel = "IMAGE",
            description =
                    "base of ingest and tools: a Java 17 runtime with bash; that of the Dockerfiles"
                            + " when left out, an official one")
    private String base;

    @Option(
            names = "--flink-base",
            paramLabel = "IMAGE",
            description =
                    "base of the job: Flink 2.2 with Java 17 in /opt/flink; that of the Dockerfile"
                            + " when left out, the official one")
    private String flinkBase;

    @Option(
            names = "--repository",
            paramLabel = "NAME",
            defaultValue = "framewatch",
            description = "the images are NAME/ingest and so on; default: ${DEFAULT-VALUE}")
    private String repository;

    @Option(
            names = "--tag",
            paramLabel = "TAG",
            defaultValue = "latest",
            description = "their tag; default: ${DEFAULT-VALUE}")
    private String tag;

    @Option(
            names = "--docker",
            paramLabel = "PROGRAM",
            defaultValue = "docker",
            description = "the program; default: ${DEFAULT-VALUE}")
    private String docker;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        Home home = Home.ofThisProcess();
        if (!Files.exists(home.folder().resolve("sbom.json"))) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(
                    home.folder()
                            + " has no sbom.json, which 'mvn package' makes: the images have none");
            err.flush();
        }
        DockerProgram program = new DockerProgram(docker);
        List<List<String>> rows = new ArrayList<>();
        for (ImageRecipe recipe : RECIPES) {
            String image = "%s/%s:%s".formatted(repository, recipe.name(), tag);
            program.run(arguments(home, recipe, image));
            long bytes =
                    Long.parseLong(program.ask("image", "inspect", "--format", "{{.Size}}", image));
            rows.add(List.of(image, "%.0f MB".formatted(bytes / BYTES_OF_MEGABYTE)));
        }
        spec.commandLine().getOut().println(TextTable.of(rows));
        return CommandLine.ExitCode.OK;
    }

    private List<String> arguments(Home home, ImageRecipe recipe, String image) {
        List<String> arguments = new ArrayList<>(List.of("build"));
        String given = recipe.baseArgument().equals(BASE) ? base : flinkBase;
        if (given != null) {
            arguments.addAll(List.of("--build-arg", recipe.baseArgument() + "=" + given));
        }
        arguments.addAll(List.of("--file", home.folder().resolve(recipe.dockerfile()).toString()));
        arguments.addAll(List.of("--tag", image, home.folder().toString()));
        return arguments;
    }
}
