package io.framewatch.classify;

import java.nio.FloatBuffer;

/**
 * Where a model writes what it computes of some images: direct buffers in native order, image after
 * image.
 *
 * @param logits room for one logit a label and image
 * @param embeddings room for one embedding an image; null if they are not wanted, which saves
 *     fetching them
 */
record Outputs(FloatBuffer logits, FloatBuffer embeddings) {

    /**
     * The room of some of the images.
     *
     * @param first number of the first image, from 0
     * @param count number of images from there
     * @param all number of images that there is room for
     */
    Outputs part(int first, int count, int all) {
        return new Outputs(
                part(logits, first, count, all),
                embeddings == null ? null : part(embeddings, first, count, all));
    }

    private static FloatBuffer part(FloatBuffer values, int first, int count, int all) {
        int each = values.limit() / all;
        return values.slice(first * each, count * each);
    }
}
