package io.framewatch.cli.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The synsets of WordNet that are ImageNet's 1000 classes, in the order in which its classifiers
 * number them. Immutable.
 *
 * @param ids the synsets, such as {@code n01440764}
 * @param words the words of each, the usual one first
 */
record ImageNetSynsets(List<String> ids, List<List<String>> words) {

    private static final String FILE = "imagenet-synsets.txt";

    /** Reads them from the program. */
    static ImageNetSynsets read() {
        List<String> ids = new ArrayList<>();
        List<List<String>> words = new ArrayList<>();
        try (InputStream in = ImageNetSynsets.class.getResourceAsStream(FILE)) {
            new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", 2))
                    .forEach(
                            line -> {
                                ids.add(line[0]);
                                words.add(List.of(line[1].split(", ")));
                            });
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
        return new ImageNetSynsets(List.copyOf(ids), List.copyOf(words));
    }
}
