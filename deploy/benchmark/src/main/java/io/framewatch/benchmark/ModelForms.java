package io.framewatch.benchmark;

import ai.onnxruntime.OrtException;
import io.framewatch.benchmark.Turns.Form;
import io.framewatch.benchmark.Turns.Turn;
import io.framewatch.classify.ClassifierOptions;
import io.framewatch.classify.ModelFiles;
import io.framewatch.classify.ModelForm;
import io.framewatch.mobileformer.ModelFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The forms of one network that are measured in turns. Not thread-safe. */
final class ModelForms implements AutoCloseable {

    private final ModelBenchOptions options;
    private final Map<Form, ServedModel> served = new EnumMap<>(Form.class);
    private final List<ServedModel> opened = new ArrayList<>();
    private TracedModel traced;
    private OpenVino openVino;
    private String servedForm = "as it was traced";

    private ModelForms(ModelBenchOptions options) {
        this.options = options;
    }

    /** Opens all forms of Mobile-Former that are to be had; the caller closes them. */
    static ModelForms of(Path folder, String name, ModelBenchOptions options) throws Exception {
        ModelForms forms = new ModelForms(options);
        try {
            forms.openKernels(folder);
            FloatModelFiles files = new FloatModelFiles(folder);
            forms.open(Form.TUNED, files, ModelForm.TUNED);
            forms.open(Form.PORTABLE, files, ModelForm.PORTABLE);
            Optional<Path> graph = options.traced(name);
            if (graph.isPresent()) {
                forms.openTraced(graph.get());
            }
            forms.openInOpenVino(folder.resolve(ModelFolder.FLOAT_MODEL));
            return forms;
        } catch (Exception e) {
            forms.close();
            throw e;
        }
    }

    /** Opens a network that is traced only; the caller closes it. */
    static ModelForms ofTraced(Path graph, ModelBenchOptions options) throws Exception {
        ModelForms forms = new ModelForms(options);
        try {
            forms.openTraced(graph);
            forms.openInOpenVino(graph);
            return forms;
        } catch (Exception e) {
            forms.close();
            throw e;
        }
    }

    /** How the job would run the network. */
    String served() {
        return servedForm;
    }

    /** Turns of each form with images of noise. */
    Map<Form, Turn> turns(Turns turns, int batch) throws Exception {
        Map<Form, Turn> all = new EnumMap<>(Form.class);
        for (Map.Entry<Form, ServedModel> form : served.entrySet()) {
            ServedModel model = form.getValue();
            all.put(form.getKey(), turns.of(model.call(batch)));
        }
        if (traced != null) {
            all.put(Form.TRACED, turns.of(() -> traced.infer(batch)));
        }
        if (openVino != null) {
            all.put(Form.OPENVINO, calls -> openVino.seconds(batch, calls));
        }
        return all;
    }

    /** The rate of kernels on several threads to that on one; empty if that is not measured. */
    Optional<Double> threadsToOne(int batch) throws Exception {
        ServedModel kernels = served.get(Form.KERNELS);
        return kernels == null || options.threads() == 1
                ? Optional.empty()
                : Optional.of(
                        new ThreadScaling(options.threads(), options.duration())
                                .toOne(() -> kernels.call(batch)));
    }

    /** With uint8 pixels, as kernels take no others: normalisation is part of their time. */
    private void openKernels(Path folder) throws Exception {
        ServedModel model =
                ServedModel.open(
                        ModelFiles.of(folder),
                        new ClassifierOptions(
                                options.largestBatch(), ModelForm.KERNELS, options.instructions()));
        opened.add(model);
        servedForm = model.description();
        if (model.form() == ModelForm.KERNELS) {
            served.put(Form.KERNELS, model);
        }
    }

    private void open(Form form, ModelFiles files, ModelForm fastest) throws Exception {
        ServedModel model =
                ServedModel.open(files, new ClassifierOptions(options.largestBatch(), fastest));
        opened.add(model);
        served.put(form, model);
    }

    private void openTraced(Path graph) throws Exception {
        traced = TracedModel.open(graph, options.largestBatch());
    }

    private void openInOpenVino(Path graph) throws Exception {
        if (options.openVino().isPresent()) {
            openVino = options.openVino().get().open(graph, options.batches());
        }
    }

    @Override
    public void close() throws OrtException {
        opened.forEach(ServedModel::close);
        if (openVino != null) {
            openVino.close();
        }
        if (traced != null) {
            traced.close();
        }
    }
}
