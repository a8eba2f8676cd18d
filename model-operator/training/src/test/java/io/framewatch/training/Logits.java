package io.framewatch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;

/** Compares logits. */
final class Logits {

    private static final double TOLERANCE = 1e-4;

    private Logits() {}

    /** The logits of the reference, image after image. */
    static float[] of(JsonNode images) {
        float[] logits = new float[images.size() * images.get(0).size()];
        int i = 0;
        for (JsonNode image : images) {
            for (JsonNode logit : image) {
                logits[i++] = (float) logit.asDouble();
            }
        }
        return logits;
    }

    /** Logits may differ by a ten-thousandth of the largest one. */
    static void assertClose(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        float largest = 0;
        for (float logit : expected) {
            largest = Math.max(largest, Math.abs(logit));
        }
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i])
                    .as("logit %d", i)
                    .isCloseTo(expected[i], within(TOLERANCE * largest));
        }
    }
}
