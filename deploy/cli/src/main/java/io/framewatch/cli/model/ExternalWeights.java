package io.framewatch.cli.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Weights that an ONNX file only refers to, as some exporters write them.
 *
 * @see <a href="https://onnx.ai/onnx/repo-docs/ExternalData.html">ONNX external data</a>
 */
final class ExternalWeights {

    private ExternalWeights() {}

    /**
     * Reads a graph with all of its weights in it.
     *
     * @return the file's bytes if it has them itself
     * @throws IOException if a file cannot be read, is no ONNX, or is not beside the graph
     */
    static byte[] included(Path onnx) throws IOException {
        byte[] bytes = Files.readAllBytes(onnx);
        CodedInputStream in = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
        in.enableAliasing(true);
        ModelProto model = ModelProto.parseFrom(in);
        if (model.getGraph().getInitializerList().stream().noneMatch(ExternalWeights::isOutside)) {
            return bytes;
        }
        ModelProto.Builder whole = model.toBuilder();
        for (TensorProto.Builder tensor : whole.getGraphBuilder().getInitializerBuilderList()) {
            if (tensor.getDataLocation() == DataLocation.EXTERNAL) {
                include(onnx, tensor);
            }
        }
        return whole.build().toByteArray();
    }

    private static boolean isOutside(TensorProto tensor) {
        return tensor.getDataLocation() == DataLocation.EXTERNAL;
    }

    private static void include(Path onnx, TensorProto.Builder tensor) throws IOException {
        Map<String, String> place =
                tensor.getExternalDataList().stream()
                        .collect(
                                Collectors.toMap(
                                        StringStringEntryProto::getKey,
                                        StringStringEntryProto::getValue));
        Path file = beside(onnx, tensor.getName(), place.getOrDefault("location", ""));
        long offset = Long.parseLong(place.getOrDefault("offset", "0"));
        long length =
                place.containsKey("length")
                        ? Long.parseLong(place.get("length"))
                        : Files.size(file) - offset;
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(offset);
            byte[] weights = in.readNBytes(Math.toIntExact(length));
            if (weights.length != length) {
                throw new IOException(
                        "%s ends within the weights '%s'".formatted(file, tensor.getName()));
            }
            tensor.setRawData(UnsafeByteOperations.unsafeWrap(weights));
        }
        tensor.clearExternalData().clearDataLocation();
    }

    /** Weights may lie in the graph's folder only: a graph must not take in other files. */
    private static Path beside(Path onnx, String tensor, String location) throws IOException {
        Path folder = onnx.toAbsolutePath().normalize().getParent();
        Path file = folder.resolve(location).normalize();
        if (location.isEmpty() || !file.startsWith(folder)) {
            throw new IOException(
                    "weights '%s' are in '%s': must be a file beside the graph"
                            .formatted(tensor, location));
        }
        return file;
    }
}
