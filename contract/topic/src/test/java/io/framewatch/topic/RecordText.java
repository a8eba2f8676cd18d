package io.framewatch.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;

/** Headers as readable lines, in order. */
final class RecordText {

    private RecordText() {}

    static List<String> of(Headers headers) {
        List<String> lines = new ArrayList<>();
        headers.forEach(
                header ->
                        lines.add(
                                header.key()
                                        + ": "
                                        + (header.value() == null
                                                ? null
                                                : new String(header.value(), UTF_8))));
        return lines;
    }
}
