package io.framewatch.benchmark;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.framewatch.benchmark.Turns.Form;
import java.util.Map;

/**
 * The speed of a network with one batch size: images a second of its forms, and their ratios. A
 * form that was not measured is null.
 *
 * @param variant variant of Mobile-Former, or name of another network, of which only the traced
 *     form is measured
 * @param batch images of each call
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
    "variant",
    "batch",
    "tunedImagesPerSecond",
    "portableImagesPerSecond",
    "tracedImagesPerSecond",
    "tunedToTraced",
    "portableToTraced"
})
record ModelRate(
        String variant,
        int batch,
        Double tunedImagesPerSecond,
        Double portableImagesPerSecond,
        Double tracedImagesPerSecond) {

    static ModelRate of(String variant, int batch, Map<Form, Double> rates) {
        return new ModelRate(
                variant,
                batch,
                rates.get(Form.TUNED),
                rates.get(Form.PORTABLE),
                rates.get(Form.TRACED));
    }

    /** The rate of the tuned form divided by that of the traced one. */
    @JsonProperty
    Double tunedToTraced() {
        return toTraced(tunedImagesPerSecond);
    }

    /** The rate of the portable form divided by that of the traced one. */
    @JsonProperty
    Double portableToTraced() {
        return toTraced(portableImagesPerSecond);
    }

    private Double toTraced(Double rate) {
        return rate == null || tracedImagesPerSecond == null ? null : rate / tracedImagesPerSecond;
    }
}
