package io.framewatch.mobileformer;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Writes the network of a stored model for ONNX Runtime on this processor and for one batch size:
 * 1.3 to 1.7 times as fast as the stored one. The graph uses operators that are internal to the
 * runtime. So the caller must compare it with the stored model on images, and use the stored model
 * if they differ by more than 1e-4 of the largest logit. Never stored or exchanged.
 */
public final class TunedModel {

    /** Version of ONNX Runtime whose internal operators these graphs are tested with. */
    public static final String RUNTIME_VERSION = "1.28.0";

    private static final int MAX_TOKENS = TunedBridge.SLOTS;

    private TunedModel() {}

    /**
     * Writes a stored model for this processor.
     *
     * @param model the bytes of {@link ModelFolder#MODEL} or {@link ModelFolder#FLOAT_MODEL}
     * @param batch the number of images of every call, at least 1
     * @return an ONNX model with the same inputs and outputs; empty if the model is not a whole
     *     Mobile-Former of this library, or the processor is not known
     */
    public static Optional<byte[]> of(byte[] model, int batch) {
        OptionalInt block = Processor.channelsOfBlock();
        return block.isPresent() ? of(model, batch, block.getAsInt()) : Optional.empty();
    }

    static Optional<byte[]> of(byte[] model, int batch, int block) {
        if (batch < 1) {
            throw new IllegalArgumentException("batch " + batch + " must be at least 1");
        }
        ModelProto stored = parse(model);
        return variant(stored)
                .map(
                        variant ->
                                TunedGraph.of(
                                                variant,
                                                new StoredLayers(stored),
                                                form(stored.getGraph()),
                                                new BlockedLayout(block),
                                                batch)
                                        .build()
                                        .toByteArray());
    }

    private static ModelProto parse(byte[] model) {
        try {
            return ModelProto.parseFrom(model);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("model is not ONNX: " + e.getMessage(), e);
        }
    }

    private static Optional<Variant> variant(ModelProto stored) {
        return OnnxModel.variant(stored)
                .filter(variant -> variant.ablation() == Ablation.NONE)
                .filter(variant -> variant.tokens().number() <= MAX_TOKENS);
    }

    private static ImageForm form(GraphProto graph) {
        int type = graph.getInput(0).getType().getTensorType().getElemType();
        return type == DataType.UINT8_VALUE ? ImageForm.UINT8_NHWC : ImageForm.FLOAT_NCHW;
    }
}
