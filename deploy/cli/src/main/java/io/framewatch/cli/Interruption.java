package io.framewatch.cli;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jline.utils.Signals;

/**
 * Handles SIGINT (Ctrl-C) and SIGTERM. The first one asks for an orderly end, which may take a few
 * seconds. After that, at the second signal, or if there is nothing to end in order, the process
 * ends at once.
 *
 * <p>A shutdown hook would not do: Flink's and Kafka's own hooks would run beside it and stop the
 * pipeline before its last frames are answered.
 */
public final class Interruption {

    /** Exit code of a process that Ctrl-C ended, by convention of shells: 128 plus the signal. */
    public static final int EXIT_CODE = 130;

    private static final List<String> SIGNALS = List.of("INT", "TERM");
    private static final Duration PATIENCE = Duration.ofMillis(4800);

    private final BooleanSupplier action;
    private final Runnable lastly;
    private volatile boolean occurred;

    private Interruption(BooleanSupplier action, Runnable lastly) {
        this.action = action;
        this.lastly = lastly;
    }

    /**
     * Takes over the signals of this process.
     *
     * @param action begins the orderly end; must not block
     */
    public static Interruption of(Runnable action) {
        return of(
                () -> {
                    action.run();
                    return true;
                },
                () -> {});
    }

    /**
     * Takes over the signals of this process if there may be nothing to end in order yet.
     *
     * @param action begins the orderly end; false if there is nothing to end in order; must not
     *     block
     * @param lastly runs before the process ends at once
     */
    public static Interruption of(BooleanSupplier action, Runnable lastly) {
        Interruption interruption = new Interruption(action, lastly);
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
            halt();
        }
        occurred = true;
        Thread patience = new Thread(this::haltLater, "interruption");
        patience.setDaemon(true);
        patience.start();
        if (!action.getAsBoolean()) {
            halt();
        }
    }

    private void haltLater() {
        try {
            Thread.sleep(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.err.println("framewatch: not stopped after " + PATIENCE.toMillis() + " ms, halting");
        halt();
    }

    private void halt() {
        lastly.run();
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
