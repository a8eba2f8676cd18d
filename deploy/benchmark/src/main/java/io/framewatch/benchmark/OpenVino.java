package io.framewatch.benchmark;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The baseline of others: OpenVINO in a Python process of its own, on the core of {@link OneCore}.
 * It waits while it is not asked. Not thread-safe.
 */
final class OpenVino implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Process process;
    private final BufferedWriter asked;
    private final BufferedReader answers;

    private OpenVino(Process process) {
        this.process = process;
        asked = process.outputWriter();
        answers = process.inputReader();
    }

    /**
     * A Python that has OpenVINO.
     *
     * @param interpreter path of the interpreter
     * @param script {@code rates.py}
     */
    record Python(String interpreter, Path script) {

        /**
         * Starts the process, which opens the graph once for each batch size; the caller closes it.
         *
         * @param graph an ONNX graph that takes {@code image}, float32 NCHW
         */
        OpenVino open(Path graph, List<Integer> batches) throws IOException {
            String sizes = batches.stream().map(String::valueOf).collect(Collectors.joining(","));
            return new OpenVino(
                    new ProcessBuilder(
                                    interpreter,
                                    script.toString(),
                                    "--model=" + graph,
                                    "--batches=" + sizes,
                                    "--core=" + OneCore.core())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
        }
    }

    /**
     * Runs the graph a number of times.
     *
     * @return processor time of each call in seconds
     * @throws IOException if the process has ended
     */
    double[] seconds(int batch, int calls) throws IOException {
        asked.write(batch + " " + calls + "\n");
        asked.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("OpenVINO's process has ended without an answer");
        }
        return JSON.readValue(answer, double[].class);
    }

    /** Kills the process and waits for its end. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
