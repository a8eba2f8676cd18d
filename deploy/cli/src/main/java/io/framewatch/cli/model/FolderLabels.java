package io.framewatch.cli.model;

import io.framewatch.cli.CommandException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The label of each folder of images.
 *
 * @param indexes of the labels, in the order of the folders
 * @param form how the folders were matched to labels
 */
record FolderLabels(List<Integer> indexes, Form form) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final String REMEDY =
            "; --classes FILE says which label each folder stands for, see docs/model.md";

    /** How folders are matched to labels. */
    enum Form {
        LABELS("Folders are named as labels."),
        NUMBERS("Folders are numbers: those of the labels, from 0."),
        SYNSETS("Folders are WordNet's synsets: each stands for the label with one of its words."),
        IMAGENET("Folders are WordNet's synsets: taken for ImageNet's classes, in its order."),
        SORTED("No folder is named as a label: sorted, they stand for the labels in order."),
        FILE("Folders stand for the labels that the file says.");

        private final String sentence;

        Form(String sentence) {
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }
    }

    /**
     * Finds the label of each folder by its name.
     *
     * @param data where the folders are, for messages
     * @param folders names of the folders, sorted
     * @throws CommandException if the match is not clear, with the names that do not match
     */
    static FolderLabels of(Path data, List<String> folders, List<String> labels)
            throws CommandException {
        List<String> others =
                folders.stream().filter(name -> named(labels, name).isEmpty()).toList();
        if (others.isEmpty()) {
            return new FolderLabels(
                    folders.stream().map(name -> named(labels, name).getAsInt()).toList(),
                    Form.LABELS);
        }
        if (others.size() < folders.size()) {
            throw new CommandException(
                    "folder %s: some folders are named as labels of the model, but not %s%s"
                            .formatted(data, String.join(", ", others), REMEDY));
        }
        if (folders.stream().allMatch(name -> NUMBER.matcher(name).matches())) {
            return numbers(data, folders, labels.size());
        }
        Optional<FolderLabels> synsets = synsets(folders, labels);
        if (synsets.isPresent()) {
            return synsets.get();
        }
        if (folders.size() == labels.size()) {
            return new FolderLabels(
                    IntStream.range(0, folders.size()).boxed().toList(), Form.SORTED);
        }
        throw new CommandException(
                ("folder %s has %d folders, such as %s, none of which is named as a label: must be one"
                                + " for each of the model's %d labels, in their order when sorted%s")
                        .formatted(data, folders.size(), folders.get(0), labels.size(), REMEDY));
    }

    private static FolderLabels numbers(Path data, List<String> folders, int labels)
            throws CommandException {
        List<Integer> indexes = folders.stream().map(Integer::valueOf).toList();
        List<String> others =
                folders.stream().filter(name -> Integer.parseInt(name) >= labels).toList();
        if (!others.isEmpty()) {
            throw new CommandException(
                    "folder %s: folders that are numbers must be those of labels, 0 to %d, but not %s%s"
                            .formatted(data, labels - 1, String.join(", ", others), REMEDY));
        }
        return new FolderLabels(indexes, Form.NUMBERS);
    }

    /** By the words of each synset if each names one label, else by the order of ImageNet. */
    private static Optional<FolderLabels> synsets(List<String> folders, List<String> labels) {
        ImageNetSynsets imageNet = ImageNetSynsets.read();
        List<Integer> places = folders.stream().map(imageNet.ids()::indexOf).toList();
        if (places.contains(-1)) {
            return Optional.empty();
        }
        List<Integer> named = new ArrayList<>();
        for (int place : places) {
            imageNet.words().get(place).stream()
                    .map(word -> named(labels, word))
                    .filter(OptionalInt::isPresent)
                    .findFirst()
                    .ifPresent(label -> named.add(label.getAsInt()));
        }
        if (new HashSet<>(named).size() == folders.size()) {
            return Optional.of(new FolderLabels(named, Form.SYNSETS));
        }
        int background = labels.size() - imageNet.ids().size();
        return background == 0 || background == 1
                ? Optional.of(
                        new FolderLabels(
                                places.stream().map(place -> place + background).toList(),
                                Form.IMAGENET))
                : Optional.empty();
    }

    /**
     * The label of a name: the first with exactly that text; else the only one that is equal
     * without regard to case and underscores, or has the name among its parts between commas.
     */
    static OptionalInt named(List<String> labels, String name) {
        int same = labels.indexOf(name);
        if (same >= 0) {
            return OptionalInt.of(same);
        }
        int[] alike =
                IntStream.range(0, labels.size())
                        .filter(label -> isAlike(labels.get(label), name))
                        .limit(2)
                        .toArray();
        return alike.length == 1 ? OptionalInt.of(alike[0]) : OptionalInt.empty();
    }

    private static boolean isAlike(String label, String name) {
        return Stream.concat(Stream.of(label), Stream.of(label.split(",")))
                .anyMatch(word -> plain(word).equals(plain(name)));
    }

    private static String plain(String text) {
        return text.strip().replace('_', ' ').toLowerCase(Locale.ROOT);
    }
}
