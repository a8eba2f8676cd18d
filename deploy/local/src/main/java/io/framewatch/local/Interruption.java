package io.framewatch.local;

import java.time.Duration;
import java.util.List;
import org.jline.utils.Signals;

/**
 * Ctrl-C and a polite kill: the first one asks for an orderly end, which has a few seconds; then,
 * or at the second one, the process ends at once.
 *
 * <p>A shutdown hook would not do: Flink's and Kafka's own hooks would run beside it and stop the
 * pipeline before its last frames are answered.
 */
public final class Interruption {

    /** What shells expect of a process that Ctrl-C ended: 128 and the number of the signal. */
    public static final int EXIT_CODE = 130;

    private static final List<String> SIGNALS = List.of("INT", "TERM");
    private static final Duration PATIENCE = Duration.ofMillis(4800);

    private final Runnable action;
    private volatile boolean occurred;

    private Interruption(Runnable action) {
        this.action = action;
    }

    /**
     * Takes over the signals of this process.
     *
     * @param action begins the orderly end; must not block
     */
    public static Interruption of(Runnable action) {
        Interruption interruption = new Interruption(action);
        for (String signal : SIGNALS) {
            Signals.register(signal, interruption::signal);
        }
        return interruption;
    }

    public boolean occurred() {
        return occurred;
    }

    private void signal() {
        if (occurred) {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
        occurred = true;
        Thread patience = new Thread(Interruption::haltLater, "interruption");
        patience.setDaemon(true);
        patience.start();
        action.run();
    }

    private static void haltLater() {
        try {
            Thread.sleep(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.err.println("framewatch: not stopped after " + PATIENCE.toMillis() + " ms, halting");
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
