package io.framewatch.benchmark;

import io.framewatch.benchmark.Turns.Form;
import io.framewatch.benchmark.Turns.Turn;
import io.framewatch.cli.Workspace;
import io.framewatch.mobileformer.ModelDescription;
import io.framewatch.mobileformer.ModelFolder;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Speed of Mobile-Former on one core: on kernels as in the job, tuned, as it is stored, as traced
 * by PyTorch, and in OpenVINO, in turns. All weights are random; speed does not depend on them.
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
        List<ModelRate> rates = new ArrayList<>();
        for (Variant variant : options.variants()) {
            try (ModelForms forms = ModelForms.of(folder(variant), variant.name(), options)) {
                progress.accept(variant.name() + " runs " + forms.served());
                rates.addAll(measure(variant.name(), forms));
            }
        }
        for (String name : OTHERS) {
            Optional<Path> graph = options.traced(name);
            if (graph.isPresent()) {
                try (ModelForms forms = ModelForms.ofTraced(graph.get(), options)) {
                    rates.addAll(measure(name, forms));
                }
            }
        }
        return rates;
    }

    private Path folder(Variant variant) throws Exception {
        Path folder = workspace.folder(variant.name());
        ModelFolder.write(
                folder,
                variant,
                Weights.untrained(variant, SEED),
                ModelDescription.untrained(variant));
        return folder;
    }

    private List<ModelRate> measure(String name, ModelForms forms) throws Exception {
        List<ModelRate> rates = new ArrayList<>();
        for (int batch : options.batches()) {
            Optional<Double> threadsToOne = forms.threadsToOne(batch);
            rates.add(measure(name, batch, forms, threadsToOne));
            progress.accept(name + " with batches of " + batch + " measured");
        }
        return rates;
    }

    private ModelRate measure(
            String name, int batch, ModelForms forms, Optional<Double> threadsToOne)
            throws Exception {
        Turns turns = new Turns();
        Map<Form, Turn> of = forms.turns(turns, batch);
        return new ModelRate(
                name,
                batch,
                turns.imagesPerSecond(of, batch, options.duration()),
                threadsToOne.orElse(null));
    }
}
