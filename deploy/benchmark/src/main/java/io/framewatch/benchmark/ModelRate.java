package io.framewatch.benchmark;

import com.fasterxml.jackson.annotation.JsonInclude;
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
record ModelRate(
        String variant,
        int batch,
        Double tunedImagesPerSecond,
        Double portableImagesPerSecond,
        Double tracedImagesPerSecond,
        Double tunedToTraced,
        Double portableToTraced) {

    static ModelRate of(String variant, int batch, Map<Form, Double> rates) {
        Double tuned = rates.get(Form.TUNED);
        Double portable = rates.get(Form.PORTABLE);
        Double traced = rates.get(Form.TRACED);
        return new ModelRate(
                variant,
                batch,
                tuned,
                portable,
                traced,
                ratio(tuned, traced),
                ratio(portable, traced));
    }

    private static Double ratio(Double rate, Double baseline) {
        return rate == null || baseline == null ? null : rate / baseline;
    }
}
