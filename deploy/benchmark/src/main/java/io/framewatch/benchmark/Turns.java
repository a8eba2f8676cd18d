package io.framewatch.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.apache.commons.math3.util.ResizableDoubleArray;

/**
 * Runs forms of the same network in turns of {@value #CALLS_IN_A_TURN} calls, so that other work of
 * the machine slows down all of them alike. Most calls of a turn find the weights in the caches, as
 * in operation, where one model runs over and over; the first ones find those of another form.
 *
 * @param cpuNanos processor time of the calling thread, on which the runtime computes
 * @param nanoTime time that passes
 */
record Turns(LongSupplier cpuNanos, LongSupplier nanoTime) {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int WARM_UP_TURNS = 1;
    private static final int MIN_TURNS = 2;
    private static final int CALLS_IN_A_TURN = 32;

    /** On the calling thread. */
    Turns() {
        this(THREADS::getCurrentThreadCpuTime, System::nanoTime);
    }

    /** One of the forms. */
    enum Form {
        KERNELS,
        TUNED,
        PORTABLE,
        TRACED,
        OPENVINO
    }

    /** One call of one form. */
    interface Call {
        void run() throws Exception;
    }

    /** Calls of one form, one after the other. */
    interface Turn {

        /** Processor time of each call in seconds. */
        double[] seconds(int calls) throws Exception;
    }

    /** Turns of a form that runs on the calling thread. */
    Turn of(Call call) {
        return calls -> {
            double[] seconds = new double[calls];
            for (int i = 0; i < calls; i++) {
                long start = cpuNanos.getAsLong();
                call.run();
                seconds[i] = (cpuNanos.getAsLong() - start) / 1e9;
            }
            return seconds;
        };
    }

    /**
     * Measures.
     *
     * @param batch images of each call
     * @param duration how long to measure; two turns after one to warm up are made in any case
     * @return images a second on one core of each form, by the median of its calls
     */
    Map<Form, Double> imagesPerSecond(Map<Form, Turn> forms, int batch, Duration duration)
            throws Exception {
        Map<Form, ResizableDoubleArray> seconds = new EnumMap<>(Form.class);
        forms.keySet().forEach(form -> seconds.put(form, new ResizableDoubleArray()));
        long end = nanoTime.getAsLong() + duration.toNanos();
        for (int turn = -WARM_UP_TURNS; turn < MIN_TURNS || nanoTime.getAsLong() < end; turn++) {
            for (Map.Entry<Form, Turn> form : forms.entrySet()) {
                double[] measured = form.getValue().seconds(CALLS_IN_A_TURN);
                if (turn >= 0) {
                    seconds.get(form.getKey()).addElements(measured);
                }
            }
        }
        Map<Form, Double> rates = new EnumMap<>(Form.class);
        seconds.forEach(
                (form, measured) ->
                        rates.put(form, batch / new Median().evaluate(measured.getElements())));
        return rates;
    }
}
