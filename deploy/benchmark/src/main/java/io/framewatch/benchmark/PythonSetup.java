package io.framewatch.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;

/**
 * The requirements of the Python loop: an interpreter with its packages, and the PyTorch export of
 * the model. If they are not given, they are made and kept in the module's {@code target} folder.
 */
final class PythonSetup {

    /** The size of Mobile-Former that the job runs in the benchmark, and its number of labels. */
    private static final String VARIANT = "26m";

    private static final String CLASSES = "10";
    private static final String IMPORTS =
            "import confluent_kafka, cv2, numpy, onnxruntime, openvino";

    private final Path module;
    private final ComparisonOptions options;
    private final Consumer<String> progress;

    PythonSetup(ComparisonOptions options, Consumer<String> progress) {
        this.module = options.scripts();
        this.options = options;
        this.progress = progress;
    }

    /** The script of the loop. */
    Path script() {
        return module.resolve("python/loop.py");
    }

    /** The script that runs a graph in OpenVINO. */
    Path openVinoScript() {
        return module.resolve("python/rates.py");
    }

    /**
     * The given interpreter, or that of a new virtual environment.
     *
     * @throws IOException if there is none with the packages; the message has the reason
     */
    String interpreter() throws IOException, InterruptedException {
        if (options.python().isPresent()) {
            String given = options.python().get().toString();
            Tool.run(given, "-c", IMPORTS);
            return given;
        }
        Path environment = module.resolve("target/python");
        progress.accept("Python: packages of requirements.txt into " + environment);
        Tool.run("python3", "-m", "venv", environment.toString());
        String python = environment.resolve("bin/python").toString();
        Path requirements = module.resolve("python/requirements.txt");
        Tool.run(python, "-m", "pip", "install", "-q", "-r", requirements.toString());
        return python;
    }

    /**
     * The given export, or a new one.
     *
     * @throws IOException if there is none; the message has the reason
     */
    Path graph() throws IOException, InterruptedException {
        if (options.traced().isPresent()) {
            Path given = options.traced().get().resolve(VARIANT + ".onnx");
            if (!Files.isRegularFile(given)) {
                throw new IOException(given + " is not there: it must be an export of export.py");
            }
            return given;
        }
        Path folder = module.resolve("target/traced");
        Path graph = folder.resolve(VARIANT + ".onnx");
        Path script = module.resolve("traced/export.py");
        if (!isNewer(graph, script)) {
            progress.accept("Python: " + VARIANT + " traced into " + folder);
            Path unfinished = folder.resolve("unfinished");
            Tool.run(withTorch(), script.toString(), VARIANT, unfinished.toString(), CLASSES);
            Files.move(
                    unfinished.resolve(graph.getFileName()),
                    graph,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return graph;
    }

    /** An interpreter that has PyTorch, which the loop itself does not need. */
    private String withTorch() throws IOException, InterruptedException {
        List<String> candidates =
                List.of(
                        options.python().map(Path::toString).orElse("python3"),
                        "python3",
                        "/usr/bin/python3");
        for (String candidate : candidates) {
            if (Tool.succeeds(candidate, "-c", "import torch")) {
                return candidate;
            }
        }
        throw new IOException(
                "no Python with PyTorch for export.py (Debian: python3-torch), and --traced names"
                        + " no folder with "
                        + VARIANT
                        + ".onnx");
    }

    private static boolean isNewer(Path file, Path than) throws IOException {
        return Files.isRegularFile(file)
                && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(than)) > 0;
    }
}
