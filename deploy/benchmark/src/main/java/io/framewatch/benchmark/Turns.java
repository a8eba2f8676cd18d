package io.framewatch.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Runs forms of the same network in turns, {@value #CALLS_IN_A_TURN} calls of each, so that other
 * load on the machine affects all of them alike. The first calls of a turn wait for weights that
 * the other forms displaced from the caches. The other calls find them there, as in operation,
 * where one model runs over and over. The measure is the processor time of the calling thread, on
 * which the runtime computes. On an idle machine this is the elapsed time.
 */
final class Turns {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 1;
    private static final int FEWEST = 2;
    private static final int CALLS_IN_A_TURN = 32;

    private Turns() {}

    /** One of the forms. */
    enum Form {
        TUNED,
        PORTABLE,
        TRACED
    }

    /** One call of one form. */
    interface Call {
        void run() throws Exception;
    }

    /**
     * Measures.
     *
     * @param batch images of each call
     * @param duration time of the measurement; there are at least two turns after a warm-up turn
     * @return images a second on one core of each form, by the median of its calls
     */
    static Map<Form, Double> imagesPerSecond(Map<Form, Call> calls, int batch, Duration duration)
            throws Exception {
        Map<Form, List<Double>> seconds = new EnumMap<>(Form.class);
        calls.keySet().forEach(form -> seconds.put(form, new ArrayList<>()));
        long end = System.nanoTime() + duration.toNanos();
        for (int turn = -WARM_UP; turn < FEWEST || System.nanoTime() < end; turn++) {
            for (Map.Entry<Form, Call> call : calls.entrySet()) {
                List<Double> taken = turn(call.getValue());
                if (turn >= 0) {
                    seconds.get(call.getKey()).addAll(taken);
                }
            }
        }
        Map<Form, Double> rates = new EnumMap<>(Form.class);
        seconds.forEach((form, taken) -> rates.put(form, batch / Median.of(taken)));
        return rates;
    }

    private static List<Double> turn(Call call) throws Exception {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < CALLS_IN_A_TURN; i++) {
            seconds.add(seconds(call));
        }
        return seconds;
    }

    private static double seconds(Call call) throws Exception {
        long start = THREADS.getCurrentThreadCpuTime();
        call.run();
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
    }
}
