package io.framewatch.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.framewatch.event.Frame;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Frames with one to three things changed at random, as whoever may write to the topic could. */
final class HostileRecords {

    private static final List<String> HEADERS =
            List.of(
                    "ce_specversion",
                    "ce_id",
                    "ce_source",
                    "ce_type",
                    "ce_time",
                    "ce_run",
                    "ce_sequence",
                    "ce_capturetime",
                    "ce_cameratime",
                    "ce_pts",
                    "ce_width",
                    "ce_height",
                    "content-type",
                    "trace");

    private static final List<String> TEXTS =
            List.of(
                    "",
                    "-1",
                    "0",
                    "+1",
                    "007",
                    "1e9",
                    "٣",
                    "9223372036854775807",
                    "9223372036854775808",
                    "-9223372036854775808",
                    "99999999999999999999999",
                    "gate-1/1/1\n",
                    "gate\r\n-1/1/1",
                    "gate-1/1/9223372036854775807",
                    "../../etc/1/1",
                    "\u0000",
                    "\u2028",
                    "null",
                    "x".repeat(201));

    /** Around the million bytes of other topics, and far above. */
    private static final List<Integer> SIZES = List.of(1_048_240, 1_048_576, 1_200_000, 10_000_000);

    /** Records that large are rare, so that there can be many of the others. */
    private static final int LARGE_EACH = 100;

    private final TestTopics topics;
    private final Random random;
    private int count;

    HostileRecords(TestTopics topics, long seed) {
        this.topics = topics;
        this.random = new Random(seed);
    }

    ProducerRecord<String, byte[]> next() {
        Frame frame =
                TestTopics.frame(
                        "gate-1", count, Results.captureTime(Results.RUN, count), TestImages.QUIET);
        ProducerRecord<String, byte[]> record = topics.toRecord(frame);
        if (++count % LARGE_EACH == 0) {
            return large(record, SIZES.get(count / LARGE_EACH % SIZES.size()));
        }
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            record = changed(record);
        }
        return record;
    }

    private ProducerRecord<String, byte[]> large(ProducerRecord<String, byte[]> record, int size) {
        return switch (random.nextInt(3)) {
            case 0 -> with(record, record.timestamp(), record.key(), new byte[size]);
            case 1 -> {
                record.headers().add("trace", new byte[size]);
                record.headers().remove("ce_id");
                yield record;
            }
            default -> {
                record.headers().remove("ce_id").add("trace", new byte[size / 2]);
                yield with(record, record.timestamp(), "k".repeat(size / 2 + 600_000), null);
            }
        };
    }

    private ProducerRecord<String, byte[]> changed(ProducerRecord<String, byte[]> record) {
        return switch (random.nextInt(6)) {
            case 0 -> with(record, record.timestamp(), random(null, "", "\n"), record.value());
            case 1 -> with(record, record.timestamp(), record.key(), value());
            case 2 -> with(record, timestamp().toEpochMilli(), record.key(), record.value());
            case 3 -> {
                long micros = timestamp().toEpochMilli() * 1000;
                yield withHeader(record, "ce_capturetime", Long.toString(micros).getBytes(UTF_8));
            }
            default -> withHeader(record, HEADERS.get(random.nextInt(HEADERS.size())));
        };
    }

    private ProducerRecord<String, byte[]> withHeader(
            ProducerRecord<String, byte[]> record, String name) {
        return switch (random.nextInt(5)) {
            case 0 -> {
                record.headers().remove(name);
                yield record;
            }
            case 1 -> withHeader(record, name, null);
            case 2 -> {
                record.headers().add(name, new byte[] {'1'});
                yield record;
            }
            case 3 -> withHeader(record, name, bytes(random.nextInt(300)));
            default ->
                    withHeader(
                            record, name, TEXTS.get(random.nextInt(TEXTS.size())).getBytes(UTF_8));
        };
    }

    private static ProducerRecord<String, byte[]> withHeader(
            ProducerRecord<String, byte[]> record, String name, byte[] value) {
        record.headers().remove(name).add(name, value);
        return record;
    }

    private byte[] value() {
        byte[] image = TestImages.QUIET;
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> Arrays.copyOf(image, random.nextInt(image.length));
            case 2 -> bytes(random.nextInt(10_000));
            default -> {
                byte[] damaged = image.clone();
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                yield damaged;
            }
        };
    }

    /**
     * What the frames topic takes, which is more than an hour behind, and just within one ahead.
     */
    private Instant timestamp() {
        return random(
                Instant.EPOCH,
                Instant.now().minus(Duration.ofDays(10_000)),
                Instant.now().plus(Duration.ofMinutes(58)),
                Instant.now().plus(Duration.ofMinutes(59)).plusSeconds(30));
    }

    @SafeVarargs
    private <T> T random(T... values) {
        return values[random.nextInt(values.length)];
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private static ProducerRecord<String, byte[]> with(
            ProducerRecord<String, byte[]> record, Long timestamp, String key, byte[] value) {
        Headers headers = new RecordHeaders(record.headers());
        return new ProducerRecord<>(record.topic(), 0, timestamp, key, value, headers);
    }
}
