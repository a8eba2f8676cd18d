package io.framewatch.job.ledger;

import io.framewatch.event.Alert;
import io.framewatch.event.CameraId;
import io.framewatch.event.IngestedFrames;
import io.framewatch.event.LedgerEntry;
import io.framewatch.event.LedgerEntry.Ingested;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/** The ledger function of one view, whose frames are captured five a second. */
final class LedgerHarness {

    static final Duration GRACE = Duration.ofMinutes(1);
    static final CameraId VIEW = new CameraId("gate-1");

    private KeyedTwoInputStreamOperatorTestHarness<String, Answer, IngestedFrames, LedgerEntry>
            harness;
    private long now;

    LedgerHarness() throws Exception {
        harness = open(null);
    }

    private KeyedTwoInputStreamOperatorTestHarness<String, Answer, IngestedFrames, LedgerEntry>
            open(OperatorSubtaskState state) throws Exception {
        KeyedTwoInputStreamOperatorTestHarness<String, Answer, IngestedFrames, LedgerEntry> opened =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new KeyedCoProcessOperator<>(new LedgerFunction(GRACE)),
                        Answer::view,
                        counts -> counts.camera().value(),
                        Types.STRING);
        if (state != null) {
            opened.initializeState(state);
        }
        opened.open();
        opened.setProcessingTime(now);
        opened.processWatermarkStatus2(WatermarkStatus.IDLE);
        return opened;
    }

    static Instant time(long run, long sequence) {
        return Instant.ofEpochMilli(run + 200 * sequence);
    }

    void classified(long run, long from, long to) throws Exception {
        for (long sequence = from; sequence < to; sequence++) {
            answered(Answer.Kind.CLASSIFIED, run, sequence);
        }
    }

    void answered(Answer.Kind kind, long run, long sequence) throws Exception {
        long time = time(run, sequence).toEpochMilli();
        harness.processElement1(
                new StreamRecord<>(new Answer(VIEW.value(), run, sequence, time, kind), time));
    }

    void ingested(long run, long published, Instant at) throws Exception {
        harness.processElement2(new StreamRecord<>(counts(run, published, at, false)));
    }

    void ended(long run, long published, Instant at) throws Exception {
        harness.processElement2(new StreamRecord<>(counts(run, published, at, true)));
    }

    private static IngestedFrames counts(long run, long published, Instant at, boolean ended) {
        Ingested frames =
                new Ingested(
                        published + 3, Map.of("rate", 2L), Map.of("damaged", 1L), published, 0);
        return new IngestedFrames(VIEW, run, frames, ended, at);
    }

    /** The event time of the frames reaches a time. */
    void watermark(Instant time) throws Exception {
        harness.processWatermark1(new Watermark(time.toEpochMilli()));
    }

    /** The wall clock goes on. */
    void pass(Duration time) throws Exception {
        now += time.toMillis();
        harness.setProcessingTime(now);
    }

    /** The task fails and starts again from a checkpoint that was taken just before. */
    void restart() throws Exception {
        OperatorSubtaskState state = harness.snapshot(1, now);
        List<LedgerEntry> before = entries();
        harness.close();
        harness = open(state);
        before.forEach(entry -> harness.getOutput().add(new StreamRecord<>(entry)));
    }

    /** What came so far. */
    List<LedgerEntry> entries() {
        return harness.extractOutputValues();
    }

    /** The last that came, as {@code STATE published published ...}. */
    String last() {
        List<LedgerEntry> all = entries();
        return text(all.get(all.size() - 1));
    }

    static String text(LedgerEntry entry) {
        LedgerEntry.Balance balance = entry.balance();
        long shed = entry.answered().shed().values().stream().mapToLong(count -> count).sum();
        return "%s published %d = %d + %d + %d, in flight %d, unaccounted %d, unseen %d"
                .formatted(
                        balance.state(),
                        entry.ingested().published(),
                        entry.answered().classified(),
                        entry.answered().deadLettered(),
                        shed,
                        balance.inFlight(),
                        balance.unaccounted(),
                        balance.unseen());
    }

    /** The alerts since the last restart, as {@code id STATE at decidedAt}. */
    List<String> alerts() {
        Queue<StreamRecord<Alert>> alerts = harness.getSideOutput(UnaccountedAlerts.OUTPUT);
        return alerts == null
                ? List.of()
                : alerts.stream()
                        .map(StreamRecord::getValue)
                        .map(
                                alert ->
                                        "%s %s at %s"
                                                .formatted(
                                                        alert.id(),
                                                        alert.state(),
                                                        alert.change().decidedAt()))
                        .toList();
    }

    /** Bytes of a checkpoint. */
    long stateSize() throws Exception {
        return harness.snapshot(2, now).getStateSize();
    }

    void close() throws Exception {
        harness.close();
    }
}
