package io.framewatch.consumer.forward;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The command line subscriber of Mosquitto. */
final class MosquittoSub implements AutoCloseable {

    private final DebianProgram program;

    /**
     * What a subscriber sees.
     *
     * @param retained whether it was there before the subscription
     */
    record Seen(boolean retained, String topic, byte[] payload) {

        String text() {
            return new String(payload, UTF_8);
        }
    }

    /** Subscribes, and returns when the broker has acknowledged. */
    MosquittoSub(int port, String topic, String... options) throws InterruptedException {
        // Without stdbuf lines come when there are many.
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "stdbuf",
                                "-oL",
                                "mosquitto_sub",
                                "-h",
                                "127.0.0.1",
                                "-p",
                                "" + port,
                                "-V",
                                "5"));
        command.addAll(List.of("-q", "1", "-t", topic, "-d", "-F", "seen %r %x %t"));
        command.addAll(List.of(options));
        program = DebianProgram.start(command);
        program.awaitStart(line -> line.startsWith("Subscribed "));
    }

    /** The next message. */
    Seen next() throws InterruptedException {
        String[] parts = program.await(line -> line.startsWith("seen ")).split(" ", 4);
        return new Seen(parts[1].equals("1"), parts[3], HexFormat.of().parseHex(parts[2]));
    }

    /** The next message, as {@code topic=text}. */
    String nextText() throws InterruptedException {
        Seen seen = next();
        return seen.topic() + "=" + seen.text();
    }

    @Override
    public void close() {
        program.close();
    }
}
