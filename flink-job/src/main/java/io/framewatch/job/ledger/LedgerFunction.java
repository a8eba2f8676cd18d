package io.framewatch.job.ledger;

import io.framewatch.event.CameraId;
import io.framewatch.event.IngestedFrames;
import io.framewatch.event.LedgerEntry;
import io.framewatch.job.ledger.RunAccount.Stage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Balances what ingest published of one view, which is the key, with what the job answered: on each
 * record of ingest, when a run closes, and when frames become unaccounted. The two inputs may come
 * in any order.
 *
 * <p>A run is over when ingest has ended it or the view has a newer one. It closes when it is over
 * and each frame that ingest counted as published has an answer. A frame is unaccounted if it has
 * none although the event time of the frames has passed ingest's last record of the run by the
 * grace: such a watermark comes behind all answers of frames that were published by then. Event
 * time may be ahead of some cameras, as with files that are read as fast as possible. So the run
 * must also have had no answer for the grace in processing time. That clock delays what is said and
 * decides nothing else: the time of each entry is event time.
 *
 * <p>Unaccounted frames raise an alert, see {@link UnaccountedAlerts}. It ends when they are
 * answered after all, or after {@link #GIVE_UP} in event time; then the run closes.
 */
final class LedgerFunction
        extends KeyedCoProcessFunction<String, Answer, IngestedFrames, LedgerEntry> {

    /** State of a view without frames for so long is dropped; as that of alerts. */
    static final Duration TIME_TO_LIVE = Duration.ofDays(8);

    /** How long unaccounted frames may still be answered. */
    static final Duration GIVE_UP = Duration.ofDays(1);

    /** Closed runs, and runs that ingest does not know, are forgotten above so many of a view. */
    static final int MAX_RUNS = 6;

    /** Metric: answers for frames that have one already. */
    static final String REPEATED_ANSWERS = "repeatedAnswers";

    /** Metric: frames that the ledger came to miss. Frames that are answered later stay counted. */
    static final String UNACCOUNTED_FRAMES = "unaccountedFrames";

    private static final long serialVersionUID = 1L;

    private final long graceMillis;

    private transient ValueState<ViewRuns> view;
    private transient MapState<Long, RunAccount> accounts;
    private transient Counter repeatedAnswers;
    private transient Counter unaccountedFrames;
    private transient long attempt;

    LedgerFunction(Duration grace) {
        this.graceMillis = grace.toMillis();
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<ViewRuns> runs =
                new ValueStateDescriptor<>("runs", TypeInformation.of(ViewRuns.class));
        MapStateDescriptor<Long, RunAccount> byRun =
                new MapStateDescriptor<>(
                        "accounts", Types.LONG, TypeInformation.of(RunAccount.class));
        // Each access also looks at one other view: five, Flink's default, cost more than the rest.
        runs.enableTimeToLive(
                StateTtlConfig.newBuilder(TIME_TO_LIVE)
                        .updateTtlOnReadAndWrite()
                        .cleanupIncrementally(1, false)
                        .build());
        // An account that is read for an answer is also written.
        byRun.enableTimeToLive(
                StateTtlConfig.newBuilder(TIME_TO_LIVE)
                        .updateTtlOnCreateAndWrite()
                        .cleanupIncrementally(1, false)
                        .build());
        view = getRuntimeContext().getState(runs);
        accounts = getRuntimeContext().getMapState(byRun);
        repeatedAnswers = getRuntimeContext().getMetricGroup().counter(REPEATED_ANSWERS);
        unaccountedFrames = getRuntimeContext().getMetricGroup().counter(UNACCOUNTED_FRAMES);
        attempt = System.nanoTime();
    }

    @Override
    public void processElement1(Answer answer, Context context, Collector<LedgerEntry> out)
            throws Exception { // what state access declares
        long run = answer.run();
        RunAccount before = account(run);
        RunAccount after = before.plus(answer);
        if (after == before) {
            repeatedAnswers.inc();
            return;
        }
        put(run, before, after);
        if (before.answered().total() == 0) {
            note(view().answered(run), context.timerService());
        }
        if (isDone(run, after)) {
            close(run, after, later(answer.time(), after.ingested().at()), context, out);
        } else if (after.is(Stage.CLOSED) && after.isEnded()) {
            // A frame that ingest does not count as published, but that is there nevertheless.
            out.collect(after.entry(run, view(), later(answer.time(), after.ingested().at())));
        }
    }

    @Override
    public void processElement2(IngestedFrames counts, Context context, Collector<LedgerEntry> out)
            throws Exception { // what state access declares
        long run = counts.run();
        RunAccount before = account(run);
        RunAccount after = before.with(counts);
        if (after == before) {
            return;
        }
        put(run, before, after);
        note(view().ingested(run), context.timerService());
        if (isOver(run, after)) {
            wake(deadline(after), context.timerService());
        }
        if (isDone(run, after)) {
            close(run, after, counts.at(), context, out);
        } else {
            out.collect(after.entry(run, view(), counts.at()));
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<LedgerEntry> out)
            throws Exception { // what state access declares
        for (Map.Entry<Long, RunAccount> entry : snapshot().entrySet()) {
            review(entry.getKey(), entry.getValue(), context, out);
        }
    }

    /** Whether each frame of a run that is over has its answer. */
    private boolean isDone(long run, RunAccount account)
            throws Exception { // what state access declares
        return !account.is(Stage.CLOSED)
                && (account.isEnded() || account.is(Stage.UNACCOUNTED))
                && view().isAnswered()
                && account.missing(run, view()) == 0;
    }

    /** Looks at a run whose time may have come. */
    private void review(long run, RunAccount account, Context context, Collector<LedgerEntry> out)
            throws Exception { // what state access declares
        if (account.is(Stage.CLOSED) || !view().isAnswered() || !isOver(run, account)) {
            return;
        }
        long deadline = deadline(account);
        long now = context.timerService().currentWatermark();
        if (account.is(Stage.UNACCOUNTED)) {
            long end = deadline + GIVE_UP.toMillis();
            if (now >= end) {
                close(run, account, Instant.ofEpochMilli(end), context, out);
            } else {
                wake(end, context.timerService());
            }
        } else if (now >= deadline && account.missing(run, view()) == 0) {
            close(run, account, Instant.ofEpochMilli(deadline), context, out);
        } else if (now >= deadline || account.overdue() != null) {
            awaitAnswers(run, account, context, out);
        }
    }

    /** Frames are missing: waits until nothing has come for a while. */
    private void awaitAnswers(
            long run, RunAccount account, Context context, Collector<LedgerEntry> out)
            throws Exception { // what state access declares
        TimerService timers = context.timerService();
        long now = timers.currentProcessingTime();
        Overdue wait = account.overdue();
        boolean waiting = wait != null && wait.attempt() == attempt;
        if (waiting && now < wait.since() + graceMillis) {
            return;
        }
        long answered = account.answered().total();
        if (waiting
                && wait.answered() == answered
                && timers.currentWatermark() >= deadline(account)) {
            report(run, account, context, out);
        } else {
            accounts.put(run, account.with(new Overdue(answered, now, attempt)));
            timers.registerProcessingTimeTimer(now + graceMillis);
        }
    }

    /** Nothing has come: what is missing is unaccounted. */
    private void report(long run, RunAccount account, Context context, Collector<LedgerEntry> out)
            throws Exception { // what state access declares
        RunAccount unaccounted = account.unaccounted();
        Instant at = Instant.ofEpochMilli(deadline(account));
        accounts.put(run, unaccounted);
        unaccountedFrames.inc(unaccounted.missing(run, view()));
        out.collect(unaccounted.entry(run, view(), at));
        CameraId camera = account.ingested().camera();
        context.output(UnaccountedAlerts.OUTPUT, UnaccountedAlerts.started(camera, run, at));
        wake(deadline(account) + GIVE_UP.toMillis(), context.timerService());
    }

    private void close(
            long run, RunAccount account, Instant at, Context context, Collector<LedgerEntry> out)
            throws Exception { // what state access declares
        RunAccount closed = account.closed();
        accounts.put(run, closed);
        out.collect(closed.entry(run, view(), at));
        if (account.is(Stage.UNACCOUNTED)) {
            CameraId camera = account.ingested().camera();
            context.output(UnaccountedAlerts.OUTPUT, UnaccountedAlerts.ended(camera, run, at));
        }
    }

    /** Runs may be over now that were not before. */
    private void note(ViewRuns now, TimerService timers)
            throws Exception { // what state access declares
        if (now.equals(view())) {
            return;
        }
        view.update(now);
        for (Map.Entry<Long, RunAccount> entry : snapshot().entrySet()) {
            RunAccount account = entry.getValue();
            if (!account.is(Stage.CLOSED) && isOver(entry.getKey(), account)) {
                wake(deadline(account), timers);
            }
        }
    }

    /** At an event time or, if that is over, at once: the next watermark may not come soon. */
    private static void wake(long time, TimerService timers) {
        if (timers.currentWatermark() < time) {
            timers.registerEventTimeTimer(time);
        } else {
            timers.registerProcessingTimeTimer(timers.currentProcessingTime());
        }
    }

    private void put(long run, RunAccount before, RunAccount after)
            throws Exception { // what state access declares
        accounts.put(run, after);
        if (before == RunAccount.NEW) {
            forgetAnother(run);
        }
    }

    /** Drops a run that is needed least, if there are too many beside a new one. */
    private void forgetAnother(long added) throws Exception { // what state access declares
        Map<Long, RunAccount> all = snapshot();
        if (all.size() <= MAX_RUNS) {
            return;
        }
        all.remove(added);
        Optional<Long> least =
                all.entrySet().stream()
                        .filter(entry -> entry.getValue().isDispensable())
                        .min(
                                Comparator.comparing(
                                                (Map.Entry<Long, RunAccount> entry) ->
                                                        !entry.getValue().isDoubtful())
                                        .thenComparing(Map.Entry::getKey))
                        .map(Map.Entry::getKey);
        if (least.isPresent()) {
            accounts.remove(least.get());
        }
    }

    private boolean isOver(long run, RunAccount account) throws IOException {
        return account.ingested() != null && (account.isEnded() || view().isReplaced(run));
    }

    private static Instant later(long millis, Instant other) {
        Instant time = Instant.ofEpochMilli(millis);
        return time.isAfter(other) ? time : other;
    }

    private long deadline(RunAccount account) {
        return account.ingested().at().toEpochMilli() + graceMillis;
    }

    private RunAccount account(long run) throws Exception { // what state access declares
        return Objects.requireNonNullElse(accounts.get(run), RunAccount.NEW);
    }

    private ViewRuns view() throws IOException {
        return Objects.requireNonNullElse(view.value(), ViewRuns.NONE);
    }

    private Map<Long, RunAccount> snapshot() throws Exception { // what state access declares
        Map<Long, RunAccount> all = new HashMap<>();
        for (Map.Entry<Long, RunAccount> entry : accounts.entries()) {
            all.put(entry.getKey(), entry.getValue());
        }
        return all;
    }
}
