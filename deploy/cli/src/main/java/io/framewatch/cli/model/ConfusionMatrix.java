package io.framewatch.cli.model;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.text.StringEscapeUtils;

/** How many images of each label the model gave each label. Not thread-safe. */
final class ConfusionMatrix {

    private final List<String> labels;
    private final int[][] images;

    ConfusionMatrix(List<String> labels) {
        this.labels = labels;
        this.images = new int[labels.size()][labels.size()];
    }

    /**
     * A mistake that the model makes.
     *
     * @param label the true label
     * @param predicted the label that it gave
     * @param images how often
     */
    record Mistake(String label, String predicted, int images) {}

    /** Counts an image by the indexes of its true label and of the one it was given. */
    void add(int label, int predicted) {
        images[label][predicted]++;
    }

    /** The most frequent mistakes, at most so many, of equal ones the first in label order. */
    List<Mistake> mistakes(int most) {
        List<Mistake> mistakes = new ArrayList<>();
        for (int label = 0; label < images.length; label++) {
            for (int predicted = 0; predicted < images.length; predicted++) {
                if (label != predicted && images[label][predicted] > 0) {
                    mistakes.add(
                            new Mistake(
                                    labels.get(label),
                                    labels.get(predicted),
                                    images[label][predicted]));
                }
            }
        }
        mistakes.sort(Comparator.comparing(Mistake::images).reversed());
        return mistakes.subList(0, Math.min(most, mistakes.size()));
    }

    /**
     * Writes it as CSV (RFC 4180): a row for each true label, a column for each label given.
     *
     * @throws IOException if the file cannot be written
     */
    void write(Path file) throws IOException {
        try (BufferedWriter csv = Files.newBufferedWriter(file)) {
            csv.write(row("label", labels.stream().map(StringEscapeUtils::escapeCsv)));
            for (int label = 0; label < images.length; label++) {
                String name = StringEscapeUtils.escapeCsv(labels.get(label));
                csv.write(row(name, IntStream.of(images[label]).mapToObj(Integer::toString)));
            }
        }
    }

    private static String row(String first, Stream<String> cells) {
        return first + cells.collect(Collectors.joining(",", ",", "\r\n"));
    }
}
