package io.framewatch.local.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Weights that an ONNX file only refers to, as some exporters write them. */
final class ExternalWeights {

    private ExternalWeights() {}

    /**
     * Whether a graph has such weights.
     *
     * @throws IOException if the file cannot be read, or is no ONNX
     */
    static boolean areIn(Path onnx) throws IOException {
        try (InputStream in = Files.newInputStream(onnx)) {
            return ModelProto.parseFrom(in).getGraph().getInitializerList().stream()
                    .map(TensorProto::getDataLocation)
                    .anyMatch(DataLocation.EXTERNAL::equals);
        }
    }
}
