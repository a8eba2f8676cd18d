package io.framewatch.cli.deadletters;

import io.framewatch.event.DeadLetter;
import io.framewatch.topic.TopicRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Saves what is in dead letters: the values of the originals, unchanged. A file has the name of the
 * dead letter's own place, as what the letter says of the original may be anything.
 */
final class LetterFiles {

    private static final Map<String, String> ENDINGS =
            Map.of("image/jpeg", "jpg", "image/x-rgb", "rgb", "application/json", "json");

    private final Path folder;

    private LetterFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * @param folder is made if it is missing
     */
    static LetterFiles in(Path folder) throws IOException {
        return new LetterFiles(Files.createDirectories(folder));
    }

    /**
     * Saves the value, again if it was saved before.
     *
     * @return where; empty if the dead letter has no value
     */
    Optional<Path> save(TopicRecord<DeadLetter> record) throws IOException {
        byte[] value = record.value().original().value();
        if (value == null) {
            return Optional.empty();
        }
        Path file =
                folder.resolve(
                        "%s-%d-%d.%s"
                                .formatted(
                                        record.topic(),
                                        record.partition(),
                                        record.offset(),
                                        ending(record.value())));
        return Optional.of(Files.write(file, value));
    }

    private static String ending(DeadLetter letter) {
        return ListedLetter.header(letter.original(), "content-type")
                .map(ENDINGS::get)
                .orElse("bin");
    }
}
