package io.framewatch.classify;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import io.framewatch.classify.graph.BatchEdit;
import io.framewatch.classify.graph.ClassifierOutputs;
import io.framewatch.classify.graph.GraphRefusedException;
import io.framewatch.classify.graph.ObservedGraph;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Makes a model of a user's graph: opens it for batches of any size, and finds its logits and its
 * embedding. A changed graph is compared with the given one.
 */
public final class GraphAdoption {

    /** Number of batches of the given graph that are compared. */
    private static final int BATCHES = 5;

    private final ModelManifest manifest;
    private final ModelProto model;

    private GraphAdoption(ModelManifest manifest, ModelProto model) {
        this.manifest = manifest;
        this.model = model;
    }

    /**
     * Makes a model of a graph.
     *
     * @param manifest inputs and outputs of the graph. Its logits may be the output of a softmax.
     *     Its embedding may be any tensor of the graph, or null to find one
     * @param onnx the graph with all of its weights
     * @throws InvalidModelException if the graph cannot be run, is not what the manifest says, or
     *     mixes the images of a batch; the message names the node
     */
    public static AdoptedGraph of(ModelManifest manifest, byte[] onnx)
            throws InvalidModelException {
        try {
            return new GraphAdoption(manifest, model(onnx)).adopt(onnx);
        } catch (IOException e) {
            throw new InvalidModelException(
                    ModelFiles.GRAPH, List.of("it is not ONNX: " + e.getMessage()), e);
        } catch (GraphRefusedException e) {
            throw new InvalidModelException(ModelFiles.GRAPH, List.of(e.getMessage()), e);
        }
    }

    /** Parses without a copy of the weights, which may be hundreds of megabytes. */
    private static ModelProto model(byte[] onnx) throws IOException {
        CodedInputStream in = UnsafeByteOperations.unsafeWrap(onnx).newCodedInput();
        in.enableAliasing(true);
        return ModelProto.parseFrom(in);
    }

    private AdoptedGraph adopt(byte[] onnx) throws InvalidModelException, GraphRefusedException {
        ObservedGraph graph = observe();
        ClassifierOutputs outputs =
                manifest.outputs().embedding() == null
                        ? ClassifierOutputs.find(graph, manifest.outputs().logits())
                        : ClassifierOutputs.find(
                                graph, manifest.outputs().logits(), manifest.outputs().embedding());
        requireLabels(outputs);
        ModelManifest fed = manifest.withOutputs(outputs.logitsName(), outputs.embeddingName());
        int batch = graph.batch();
        try (SampleImages images = new SampleImages(fed, BATCHES * batch);
                ModelSession session =
                        ModelSession.open(
                                fed, BatchEdit.asObserved(graph, outputs).toByteArray(), batch)) {
            Outputs expected = images.runInBatches(session, batch);
            if (!expected.areNumbers()) {
                throw new GraphRefusedException(
                        "output '%s' gave logits that are no numbers"
                                .formatted(manifest.outputs().logits()));
            }
            if (fixedBatch().isEmpty()) {
                byte[] same =
                        outputs.areIn(graph)
                                ? onnx
                                : BatchEdit.opened(graph, outputs).toByteArray();
                if (problem(fed, same, images, expected).isEmpty()) {
                    return adopted(same, outputs, 0, 0);
                }
            }
            return edited(graph, outputs, fed, images, expected);
        }
    }

    private AdoptedGraph edited(
            ObservedGraph graph,
            ClassifierOutputs outputs,
            ModelManifest fed,
            SampleImages images,
            Outputs expected)
            throws GraphRefusedException {
        try {
            BatchEdit edit = BatchEdit.of(graph, outputs);
            requireApart(expected, images);
            byte[] onnx = edit.model().toByteArray();
            Optional<String> problem = problem(fed, onnx, images, expected);
            if (problem.isPresent()) {
                throw new GraphRefusedException(problem.get());
            }
            return adopted(onnx, outputs, graph.batch(), edit.changedNodes());
        } catch (GraphRefusedException e) {
            throw new GraphRefusedException(
                    (fixedBatch().isPresent()
                                    ? "graph is for %d images a run and cannot be opened for others"
                                            .formatted(graph.batch())
                                    : "graph does not keep the images of a batch apart")
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private void requireLabels(ClassifierOutputs outputs) throws GraphRefusedException {
        int labels = manifest.labels().size();
        if (outputs.logits().length() != labels) {
            throw new GraphRefusedException(
                    "output '%s' has %d values an image: must have one for each of the %d labels"
                            .formatted(
                                    manifest.outputs().logits(),
                                    outputs.logits().length(),
                                    labels));
        }
    }

    private Optional<Integer> fixedBatch() {
        return ObservedGraph.fixedBatch(model, manifest.input().name());
    }

    private ObservedGraph observe() throws InvalidModelException {
        int batch = fixedBatch().orElse(1);
        return new ObservedGraph(
                model,
                manifest.input().name(),
                batch,
                GraphRun.of(manifest, model, fixedBatch().orElse(GraphCheck.ANY), batch));
    }

    private static AdoptedGraph adopted(
            byte[] onnx, ClassifierOutputs outputs, int batch, int changedNodes) {
        int length = outputs.embedding() == null ? 0 : (int) outputs.embedding().length();
        return new AdoptedGraph(
                onnx, outputs.logitsName(), outputs.embeddingName(), length, batch, changedNodes);
    }

    /** The problems of a graph that must give the same results for images alone and together. */
    private static Optional<String> problem(
            ModelManifest manifest, byte[] onnx, SampleImages images, Outputs expected) {
        try (ModelSession session = ModelSession.open(manifest, onnx)) {
            Optional<String> together =
                    expected.difference(images.runInBatches(session, images.count()));
            return (together.isPresent()
                            ? together
                            : expected.difference(images.runInBatches(session, 1)))
                    .map(difference -> "images in a batch differ by " + difference);
        } catch (InvalidModelException e) {
            return Optional.of(String.join("; ", e.problems()));
        } catch (IllegalStateException e) {
            return Optional.of(String.valueOf(e.getCause().getMessage()));
        }
    }

    /** If the model gives all images the same results, a mix-up of images would not be noticed. */
    private static void requireApart(Outputs outputs, SampleImages images)
            throws GraphRefusedException {
        Outputs first = outputs.part(0, 1, images.count());
        for (int image = 1; image < images.count(); image++) {
            if (!outputs.part(image, 1, images.count()).isApartFrom(first)) {
                throw new GraphRefusedException(
                        "sample images have nearly the same logits, so that a mix-up would not be noticed");
            }
        }
    }
}
