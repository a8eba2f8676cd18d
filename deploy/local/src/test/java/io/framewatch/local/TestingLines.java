package io.framewatch.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Lines that are waited for as they are printed. */
final class TestingLines extends OutputStream {

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @Override
    public void write(int character) {
        if (character == '\n') {
            lines.add(line.toString(UTF_8));
            line.reset();
        } else {
            line.write(character);
        }
    }

    /** The next lines; fewer if one does not come within a minute. */
    List<String> take(int count) throws InterruptedException {
        List<String> taken = new ArrayList<>();
        while (taken.size() < count) {
            String next = lines.poll(1, TimeUnit.MINUTES);
            if (next == null) {
                return taken;
            }
            taken.add(next);
        }
        return taken;
    }
}
