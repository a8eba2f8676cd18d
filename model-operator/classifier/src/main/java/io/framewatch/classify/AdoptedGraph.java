package io.framewatch.classify;

/**
 * A user's graph that runs as a model.
 *
 * @param onnx the graph; the given bytes if nothing was changed
 * @param logits name of the output with one logit a label
 * @param embedding name of the output with one vector an image; null if there is none
 * @param embeddingLength values of an embedding; 0 if there is none
 * @param batch the only batch size of the given graph; 0 if it took any
 * @param changedNodes number of changed nodes
 */
public record AdoptedGraph(
        byte[] onnx,
        String logits,
        String embedding,
        int embeddingLength,
        int batch,
        int changedNodes) {}
