package io.framewatch.cli.deadletters;

import io.framewatch.event.CameraId;
import io.framewatch.event.DeadLetter;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.TopicRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes the dead letters that are wanted out of all that a topic has, each once: who scans a topic
 * and follows it reads some twice. Not thread-safe.
 */
final class DeadLetterReader implements RecordHandler<DeadLetter> {

    private final Wanted wanted;
    private final Optional<LetterFiles> files;
    private final Consumer<String> malformed;
    private final Map<Integer, Long> nextOffsets = new HashMap<>();
    private LetterList list;

    /**
     * Which dead letters are wanted.
     *
     * @param camera of this camera, or one of its regions
     * @param from of this time or later
     * @param limit how many of them are listed at once
     */
    record Wanted(Optional<String> camera, Optional<Instant> from, int limit) {

        boolean includes(TopicRecord<DeadLetter> record) {
            return from.map(time -> !record.timestamp().isBefore(time)).orElse(true)
                    && camera.map(id -> isOf(record, id)).orElse(true);
        }

        private static boolean isOf(TopicRecord<DeadLetter> record, String camera) {
            return ListedLetter.cameraOf(record.value().original())
                    .map(CameraId::value)
                    .filter(view -> view.equals(camera) || view.startsWith(camera + "."))
                    .isPresent();
        }
    }

    /**
     * @param files where their values are saved; empty if they are not
     * @param malformed takes a line about a record that is no dead letter
     */
    DeadLetterReader(Wanted wanted, Optional<LetterFiles> files, Consumer<String> malformed) {
        this.wanted = wanted;
        this.files = files;
        this.malformed = malformed;
        list = new LetterList(wanted.limit());
    }

    /**
     * @throws UncheckedIOException if a value cannot be saved
     */
    @Override
    public void received(TopicRecord<DeadLetter> record) {
        if (isNew(record) && wanted.includes(record)) {
            list.add(ListedLetter.of(record, save(record)));
        }
    }

    @Override
    public void malformed(TopicRecord<Void> record, String reason) {
        if (isNew(record)) {
            malformed.accept(
                    "record %s/%d/%d is left out: %s"
                            .formatted(
                                    record.topic(), record.partition(), record.offset(), reason));
        }
    }

    /** What has come since this was last asked. */
    LetterList next() {
        LetterList full = list;
        list = new LetterList(wanted.limit());
        return full;
    }

    private boolean isNew(TopicRecord<?> record) {
        boolean isNew =
                record.offset() >= nextOffsets.getOrDefault(record.partition(), Long.MIN_VALUE);
        if (isNew) {
            nextOffsets.put(record.partition(), record.offset() + 1);
        }
        return isNew;
    }

    private Optional<Path> save(TopicRecord<DeadLetter> record) {
        if (files.isEmpty()) {
            return Optional.empty();
        }
        try {
            return files.get().save(record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
