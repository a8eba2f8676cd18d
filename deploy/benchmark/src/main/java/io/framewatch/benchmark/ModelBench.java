package io.framewatch.benchmark;

import io.framewatch.benchmark.Turns.Call;
import io.framewatch.benchmark.Turns.Form;
import io.framewatch.classify.ImageBatch;
import io.framewatch.cli.Workspace;
import io.framewatch.mobileformer.ModelDescription;
import io.framewatch.mobileformer.ModelFolder;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Speed of Mobile-Former on one core: tuned as in the job, as it is stored, and as traced by
 * PyTorch, in turns on the calling thread. All weights are random; speed does not depend on them.
 */
final class ModelBench {

    /** Networks to compare Mobile-Former with, if their traced graphs exist. */
    private static final List<String> OTHERS = List.of("mobilenetv3-small", "mobilenetv3-large");

    private static final long SEED = 1;

    private final ModelBenchOptions options;
    private final Workspace workspace;
    private final Consumer<String> progress;

    /** The caller owns the workspace. */
    ModelBench(ModelBenchOptions options, Workspace workspace, Consumer<String> progress) {
        this.options = options;
        this.workspace = workspace;
        this.progress = progress;
    }

    List<ModelRate> run() throws Exception { // any failure: no figure
        if (!OneCore.pinThisThread()) {
            progress.accept("this thread is not pinned to a core: no taskset here");
        }
        List<ModelRate> rates = new ArrayList<>();
        for (Variant variant : options.variants()) {
            rates.addAll(measure(variant));
        }
        for (String name : OTHERS) {
            Optional<Path> graph = options.traced(name);
            if (graph.isPresent()) {
                rates.addAll(measure(name, graph.get()));
            }
        }
        return rates;
    }

    private List<ModelRate> measure(Variant variant) throws Exception {
        String name = variant.name();
        Path folder = workspace.folder(name);
        ModelFolder.write(
                folder,
                variant,
                Weights.untrained(variant, SEED),
                ModelDescription.untrained(variant));
        int largest = options.largestBatch();
        try (ServedModel tuned = ServedModel.open(folder, largest, true);
                ServedModel portable = ServedModel.open(folder, largest, false)) {
            progress.accept(name + " runs " + tuned.form());
            Optional<Path> graph = options.traced(name);
            if (graph.isEmpty()) {
                return measure(name, tuned, portable, null);
            }
            try (TracedModel traced = TracedModel.open(graph.get(), largest)) {
                return measure(name, tuned, portable, traced);
            }
        }
    }

    private List<ModelRate> measure(
            String name, ServedModel tuned, ServedModel portable, TracedModel traced)
            throws Exception {
        List<ModelRate> rates = new ArrayList<>();
        for (int batch : options.batches()) {
            try (ImageBatch tunedBatch = tuned.noise(batch);
                    ImageBatch portableBatch = portable.noise(batch)) {
                Map<Form, Call> calls = new EnumMap<>(Form.class);
                calls.put(Form.TUNED, () -> tuned.infer(tunedBatch));
                calls.put(Form.PORTABLE, () -> portable.infer(portableBatch));
                if (traced != null) {
                    calls.put(Form.TRACED, () -> traced.infer(batch));
                }
                rates.add(measure(name, batch, calls));
            }
        }
        return rates;
    }

    private List<ModelRate> measure(String name, Path graph) throws Exception {
        List<ModelRate> rates = new ArrayList<>();
        try (TracedModel traced = TracedModel.open(graph, options.largestBatch())) {
            for (int batch : options.batches()) {
                rates.add(measure(name, batch, Map.of(Form.TRACED, () -> traced.infer(batch))));
            }
        }
        return rates;
    }

    private ModelRate measure(String name, int batch, Map<Form, Call> calls) throws Exception {
        ModelRate rate =
                ModelRate.of(
                        name, batch, new Turns().imagesPerSecond(calls, batch, options.duration()));
        progress.accept(name + " with batches of " + batch + " measured");
        return rate;
    }
}
