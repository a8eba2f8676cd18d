package io.framewatch.topic;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.framewatch.event.Decimal;
import io.framewatch.event.ReceivedRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The headers that make a record a frame: each is there once and is short, printable ASCII. Others
 * are the business of whoever added them.
 */
final class FrameHeaders {

    static final String SPEC_VERSION = "ce_specversion";
    static final String ID = "ce_id";
    static final String SOURCE = "ce_source";
    static final String TYPE = "ce_type";
    static final String TIME = "ce_time";
    static final String RUN = "ce_run";
    static final String SEQUENCE = "ce_sequence";
    static final String CAPTURE_TIME = "ce_capturetime";
    static final String CAMERA_TIME = "ce_cameratime";
    static final String PTS = "ce_pts";
    static final String WIDTH = "ce_width";
    static final String HEIGHT = "ce_height";
    static final String CONTENT_TYPE = "content-type";

    /** Every name above. */
    static final Set<String> NAMES =
            Set.of(
                    SPEC_VERSION,
                    ID,
                    SOURCE,
                    TYPE,
                    TIME,
                    RUN,
                    SEQUENCE,
                    CAPTURE_TIME,
                    CAMERA_TIME,
                    PTS,
                    WIDTH,
                    HEIGHT,
                    CONTENT_TYPE);

    /** A frame id has at most 140 bytes, and nothing is longer. */
    private static final int MAX_BYTES = 200;

    private final Map<String, String> texts = new HashMap<>();

    private FrameHeaders() {}

    /**
     * Takes the headers of a frame out of those of a record.
     *
     * @throws IllegalArgumentException if one of them is there twice, or is not such a text
     */
    static FrameHeaders of(Headers headers) {
        FrameHeaders own = new FrameHeaders();
        for (Header header : headers) {
            own.take(header.key(), header.value());
        }
        return own;
    }

    /** The same for a record as it was received. */
    static FrameHeaders of(List<ReceivedRecord.Header> headers) {
        FrameHeaders own = new FrameHeaders();
        for (ReceivedRecord.Header header : headers) {
            own.take(header.name(), header.value());
        }
        return own;
    }

    private void take(String name, byte[] value) {
        if (NAMES.contains(name) && texts.put(name, text(name, value)) != null) {
            throw new IllegalArgumentException("header " + name + " is there twice");
        }
    }

    /** Whether a header is there. */
    boolean has(String name) {
        return texts.containsKey(name);
    }

    /**
     * The text of a header.
     *
     * @throws IllegalArgumentException if it is missing
     */
    String text(String name) {
        String text = texts.get(name);
        if (text == null) {
            throw new IllegalArgumentException("header " + name + " is missing");
        }
        return text;
    }

    /**
     * The number in a header.
     *
     * @throws IllegalArgumentException if it is missing, no number, or out of range
     */
    long number(String name, long least, long greatest) {
        return Decimal.parse("header " + name, text(name), least, greatest);
    }

    /**
     * Checks that a header has the one value that is possible.
     *
     * @throws IllegalArgumentException if it is missing or has another value
     */
    void require(String name, String value) {
        if (!text(name).equals(value)) {
            throw new IllegalArgumentException(
                    "header %s '%s' must be %s".formatted(name, text(name), value));
        }
    }

    private static String text(String name, byte[] value) {
        if (value == null || value.length == 0 || value.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "header %s of %s bytes must have 1 to %d"
                            .formatted(
                                    name,
                                    value == null ? "no" : Integer.toString(value.length),
                                    MAX_BYTES));
        }
        if (!isPrintable(value)) {
            throw new IllegalArgumentException(
                    "header %s '%s' must be printable ASCII"
                            .formatted(name, new String(value, UTF_8)));
        }
        return new String(value, US_ASCII);
    }

    private static boolean isPrintable(byte[] text) {
        for (byte character : text) {
            if (character < ' ' || character > '~') {
                return false;
            }
        }
        return true;
    }
}
