package io.framewatch.cli.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.framewatch.event.CameraId;
import io.framewatch.event.DeadLetter;
import io.framewatch.event.ReceivedRecord;
import io.framewatch.topic.DeadLetterHeaders;
import io.framewatch.topic.TopicRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is shown of a dead letter.
 *
 * @param at timestamp of the dead letter: that of the original, or when it was written
 * @param camera the key of the original if that is a camera, else the camera of its {@code ce_id}
 * @param letter the dead letter, without the value of the original
 * @param size bytes of the value; empty if the dead letter has none
 * @param parkedBy the consumer group that parked an alert
 * @param file where the value is saved
 */
record ListedLetter(
        Instant at,
        Optional<CameraId> camera,
        DeadLetter letter,
        OptionalInt size,
        Optional<String> parkedBy,
        Optional<Path> file) {

    /** The older first. */
    static final Comparator<ListedLetter> BY_AGE =
            Comparator.comparing(ListedLetter::at)
                    .thenComparing(line -> line.position().topic())
                    .thenComparing(line -> line.position().partition())
                    .thenComparing(line -> line.position().offset());

    static final List<String> HEADER =
            List.of("TIME", "CAMERA", "STAGE", "RECORD", "BYTES", "REASON");

    private static final String NONE = "-";

    /**
     * @param file where the value is saved; empty if it is not
     */
    static ListedLetter of(TopicRecord<DeadLetter> record, Optional<Path> file) {
        DeadLetter letter = record.value();
        byte[] value = letter.original().value();
        return new ListedLetter(
                record.timestamp(),
                cameraOf(letter.original()),
                withoutValue(letter),
                value == null ? OptionalInt.empty() : OptionalInt.of(value.length),
                header(letter.original(), DeadLetterHeaders.PARKED_BY),
                file);
    }

    /** The camera that the original is of, if it says so. */
    static Optional<CameraId> cameraOf(ReceivedRecord original) {
        return Optional.ofNullable(original.key())
                .flatMap(key -> camera(new String(key, UTF_8)))
                .or(() -> header(original, "ce_id").flatMap(id -> camera(id.split("/", 2)[0])));
    }

    /** Text of a header of the original; the last one counts. */
    static Optional<String> header(ReceivedRecord original, String name) {
        return original.headers().stream()
                .filter(header -> header.name().equals(name) && header.value() != null)
                .reduce((first, second) -> second)
                .map(header -> new String(header.value(), UTF_8));
    }

    List<String> row() {
        return List.of(
                at.toString(),
                camera.map(CameraId::value).orElse(NONE),
                stage(),
                position().toString(),
                size.isPresent() ? "" + size.getAsInt() : NONE,
                letter.reason());
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", at.toString());
        camera.ifPresent(id -> json.put("camera", id.value()));
        json.put("stage", stage());
        json.put("reason", letter.reason());
        json.put("exception", letter.exception());
        json.put("topic", position().topic());
        json.put("partition", position().partition());
        json.put("offset", position().offset());
        size.ifPresent(bytes -> json.put("bytes", bytes));
        parkedBy.ifPresent(group -> json.put("parkedBy", group));
        file.ifPresent(path -> json.put("file", path.toString()));
        return json;
    }

    private ReceivedRecord.Position position() {
        return letter.original().position();
    }

    private String stage() {
        return letter.stage().name().toLowerCase(Locale.ROOT);
    }

    private static Optional<CameraId> camera(String text) {
        try {
            return Optional.of(new CameraId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Values may be large, and many lines are kept. */
    private static DeadLetter withoutValue(DeadLetter letter) {
        ReceivedRecord original = letter.original();
        return new DeadLetter(
                new ReceivedRecord(
                        original.position(), original.timestamp(), null, List.of(), null),
                letter.stage(),
                letter.reason(),
                letter.exception());
    }
}
