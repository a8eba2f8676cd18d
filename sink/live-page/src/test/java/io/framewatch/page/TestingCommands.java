package io.framewatch.page;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers which commands were to run, and answers what a test says. */
final class TestingCommands implements Commands {

    /** A PNG of one pixel. */
    private static final byte[] PICTURE =
            Base64.getDecoder()
                    .decode(
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();

    /** Answers commands that begin so. */
    void answer(String begin, boolean ok, String text) {
        outcomes.put(begin, new Outcome(ok, ok ? text : "", ok ? "" : text, PICTURE));
    }

    /** The commands so far, with the content of their file. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public Outcome run(List<String> arguments, Optional<String> file) {
        String line = String.join(" ", arguments);
        lines.add(line + file.map(content -> " < " + content).orElse(""));
        return outcomes.entrySet().stream()
                .filter(outcome -> line.startsWith(outcome.getKey()))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(new Outcome(true, "[]", "", new byte[0]));
    }
}
