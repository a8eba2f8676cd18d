package io.framewatch.benchmark;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.framewatch.benchmark.Turns.Form;
import java.util.Map;

/**
 * The speed of a network with one batch size: images a second of its forms, and their ratios. What
 * was not measured is null.
 *
 * @param variant variant of Mobile-Former, or name of another network, which runs on no kernels and
 *     has no tuned and portable form
 * @param batch images of each call
 * @param imagesPerSecond rate of each measured form
 * @param kernelsThreadsToOne rate of kernels on several threads to that on one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
    "variant",
    "batch",
    "kernelsImagesPerSecond",
    "tunedImagesPerSecond",
    "portableImagesPerSecond",
    "tracedImagesPerSecond",
    "openvinoImagesPerSecond",
    "kernelsToTuned",
    "kernelsToOpenvino",
    "kernelsToTraced",
    "tunedToTraced",
    "portableToTraced",
    "kernelsThreadsToOne"
})
record ModelRate(
        String variant,
        int batch,
        @JsonIgnore Map<Form, Double> imagesPerSecond,
        Double kernelsThreadsToOne) {

    ModelRate {
        imagesPerSecond = Map.copyOf(imagesPerSecond);
    }

    @JsonProperty
    Double kernelsImagesPerSecond() {
        return imagesPerSecond.get(Form.KERNELS);
    }

    @JsonProperty
    Double tunedImagesPerSecond() {
        return imagesPerSecond.get(Form.TUNED);
    }

    @JsonProperty
    Double portableImagesPerSecond() {
        return imagesPerSecond.get(Form.PORTABLE);
    }

    @JsonProperty
    Double tracedImagesPerSecond() {
        return imagesPerSecond.get(Form.TRACED);
    }

    @JsonProperty
    Double openvinoImagesPerSecond() {
        return imagesPerSecond.get(Form.OPENVINO);
    }

    /** The rate of kernels divided by that of the tuned form. */
    @JsonProperty
    Double kernelsToTuned() {
        return ratio(Form.KERNELS, Form.TUNED);
    }

    /** The rate of kernels divided by that of OpenVINO. */
    @JsonProperty
    Double kernelsToOpenvino() {
        return ratio(Form.KERNELS, Form.OPENVINO);
    }

    /** The rate of kernels divided by that of the traced form. */
    @JsonProperty
    Double kernelsToTraced() {
        return ratio(Form.KERNELS, Form.TRACED);
    }

    /** The rate of the tuned form divided by that of the traced one. */
    @JsonProperty
    Double tunedToTraced() {
        return ratio(Form.TUNED, Form.TRACED);
    }

    /** The rate of the portable form divided by that of the traced one. */
    @JsonProperty
    Double portableToTraced() {
        return ratio(Form.PORTABLE, Form.TRACED);
    }

    private Double ratio(Form of, Form to) {
        return imagesPerSecond.containsKey(of) && imagesPerSecond.containsKey(to)
                ? imagesPerSecond.get(of) / imagesPerSecond.get(to)
                : null;
    }
}
