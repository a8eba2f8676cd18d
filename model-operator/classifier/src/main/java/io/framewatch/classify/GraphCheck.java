package io.framewatch.classify;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.ValueInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the inputs and outputs of a graph with its manifest. */
final class GraphCheck {

    /** A dimension that the graph leaves open. */
    static final int ANY = -1;

    private GraphCheck() {}

    /**
     * All differences. Each names the input or output, what it is and what it must be.
     *
     * @param batch the only batch size that the graph takes, or {@link #ANY}
     */
    static List<String> problems(OrtSession session, ModelManifest manifest, int batch)
            throws OrtException {
        List<String> problems = inputProblems(session, manifest, batch);
        Map<String, NodeInfo> outputs = session.getOutputInfo();
        checkOutput(
                outputs, manifest.outputs().logits(), problems, batch, manifest.labels().size());
        if (manifest.outputs().embedding() != null) {
            checkOutput(outputs, manifest.outputs().embedding(), problems, batch, ANY);
        }
        return problems;
    }

    /** The differences of the input alone. */
    static List<String> inputProblems(OrtSession session, ModelManifest manifest, int batch)
            throws OrtException {
        List<String> problems = new ArrayList<>();
        ModelInput input = manifest.input();
        if (!session.getInputNames().equals(Set.of(input.name()))) {
            problems.add(
                    "graph has inputs %s: must have '%s' only"
                            .formatted(session.getInputNames(), input.name()));
        } else {
            ValueInfo actual = session.getInputInfo().get(input.name()).getInfo();
            check(
                    "input",
                    input.name(),
                    actual,
                    javaType(input.type()),
                    input.shape(batch),
                    problems);
        }
        return problems;
    }

    /**
     * Number of values of an embedding; 0 if the manifest names none, or the graph leaves its
     * length open.
     */
    static int embeddingLength(OrtSession session, ModelManifest manifest) throws OrtException {
        if (manifest.outputs().embedding() == null) {
            return 0;
        }
        ValueInfo info = session.getOutputInfo().get(manifest.outputs().embedding()).getInfo();
        return (int) Math.max(0, ((TensorInfo) info).getShape()[1]);
    }

    /** The runtime's name of an element type. */
    static OnnxJavaType javaType(ModelInput.Type type) {
        return switch (type) {
            case UINT8 -> OnnxJavaType.UINT8;
            case FLOAT32 -> OnnxJavaType.FLOAT;
        };
    }

    private static void checkOutput(
            Map<String, NodeInfo> outputs, String name, List<String> problems, long... shape) {
        if (!outputs.containsKey(name)) {
            problems.add("graph has outputs %s: must have '%s'".formatted(outputs.keySet(), name));
            return;
        }
        check("output", name, outputs.get(name).getInfo(), OnnxJavaType.FLOAT, shape, problems);
    }

    private static void check(
            String kind,
            String name,
            ValueInfo actual,
            OnnxJavaType type,
            long[] shape,
            List<String> problems) {
        if (!(actual instanceof TensorInfo tensor)
                || tensor.type != type
                || !accepts(tensor.getShape(), shape)) {
            problems.add(
                    "%s '%s' is %s: must be %s%s, -1 for a batch of any size"
                            .formatted(kind, name, actual, type, Arrays.toString(shape)));
        }
    }

    /** The batch dimension must be equal; any other dimension may also be open. */
    private static boolean accepts(long[] actual, long[] wanted) {
        if (actual.length != wanted.length || actual[0] != wanted[0]) {
            return false;
        }
        for (int i = 1; i < wanted.length; i++) {
            if (actual[i] != ANY && wanted[i] != ANY && actual[i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
