package io.framewatch.classify;

/**
 * A graph of somebody else's that runs as a model.
 *
 * @param onnx the graph: the bytes that were given where nothing had to be changed
 * @param logits name of the output with one logit a label
 * @param embedding name of the output with one vector an image; null if there is none
 * @param embeddingLength values of an embedding; 0 if there is none
 * @param batch the only size of batch that the graph took before; 0 if it took any
 * @param changedNodes nodes that are others than before
 */
public record AdoptedGraph(
        byte[] onnx,
        String logits,
        String embedding,
        int embeddingLength,
        int batch,
        int changedNodes) {}
