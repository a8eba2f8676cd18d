package io.framewatch.consumer;

import io.framewatch.event.Alert;
import io.framewatch.event.DeadLetter.Stage;
import io.framewatch.topic.KafkaReason;
import io.framewatch.topic.MalformedRecordException;
import io.framewatch.topic.Topics;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of one partition, one after the other, for as long as the partition is this
 * consumer's. The work is done by the thread of {@link LaneWork}; the methods are for the thread
 * that polls.
 */
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final LaneWork work;
    private final RecentIds recent;
    private final long first;
    private final AtomicInteger pending = new AtomicInteger();
    private volatile long next;
    private volatile boolean ended;

    // Of the thread that works.
    private final Deque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
    private boolean busy;

    /**
     * @param recent of the partition; used by the thread that works
     * @param first offset of the first record that is to be handled; those before it are recalled
     */
    Lane(LaneWork work, RecentIds recent, long first) {
        this.work = work;
        this.recent = recent;
        this.first = first;
        this.next = first;
    }

    /** Takes records, in the order of their offsets. */
    void add(List<ConsumerRecord<byte[], byte[]>> records) {
        pending.addAndGet(records.size());
        work.thread()
                .execute(
                        () -> {
                            waiting.addAll(records);
                            advance();
                        });
    }

    /** How many records are not done. */
    int pending() {
        return pending.get();
    }

    /** Offset of the first record that is not done. */
    long next() {
        return next;
    }

    /** Nothing begins after this; a handler that was called goes on. */
    void end() {
        ended = true;
    }

    private void advance() {
        while (!busy && !ended && !waiting.isEmpty()) {
            begin(waiting.remove());
        }
    }

    private void begin(ConsumerRecord<byte[], byte[]> record) {
        try {
            Alert alert = Topics.ALERTS.codec().fromRecord(record);
            if (record.offset() < first) {
                recall(record, alert);
            } else if (recent.contains(alert.attributes().id())) {
                work.tally().repeated();
                done(record);
            } else {
                handle(record, alert);
            }
        } catch (MalformedRecordException e) {
            if (record.offset() < first) {
                done(record);
            } else {
                park(record, Stage.RECORD, e);
            }
        }
    }

    private void recall(ConsumerRecord<byte[], byte[]> record, Alert alert) {
        recent.add(alert.attributes().id());
        try {
            work.handler().recall(alert);
        } catch (RuntimeException e) {
            LOG.warn("Alert {} cannot be recalled", alert.attributes().id(), e);
        }
        done(record);
    }

    private void handle(ConsumerRecord<byte[], byte[]> record, Alert alert) {
        busy = true;
        work.attempts().handle(() -> attempt(alert), failure -> handled(record, alert, failure));
    }

    private void attempt(Alert alert) throws Exception {
        requireNotEnded();
        try {
            work.handler().handle(alert);
        } catch (Exception e) {
            LOG.warn("Alert {} not handled: {}", alert.attributes().id(), KafkaReason.of(e));
            throw e;
        }
    }

    private void handled(ConsumerRecord<byte[], byte[]> record, Alert alert, Throwable failure) {
        busy = false;
        if (failure == null) {
            // Also where the partition is another member's now: it may come back.
            recent.add(alert.attributes().id());
            work.tally().handled();
            done(record);
            advance();
        } else if (failure instanceof Error) {
            ended = true;
            work.fatal().accept(failure);
        } else if (!ended) {
            park(record, Stage.HANDLER, failure);
        }
    }

    private void park(ConsumerRecord<byte[], byte[]> record, Stage stage, Throwable reason) {
        busy = true;
        work.attempts()
                .park(() -> write(record, stage, reason), failure -> parked(record, failure));
    }

    private void write(ConsumerRecord<byte[], byte[]> record, Stage stage, Throwable reason)
            throws Exception {
        requireNotEnded();
        String place = record.topic() + "/" + record.partition() + "/" + record.offset();
        try {
            work.parked().write(record, stage, reason);
            LOG.warn("Record {} parked: {}", place, KafkaReason.of(reason));
        } catch (RuntimeException e) {
            LOG.warn("Record {} cannot be parked: {}", place, KafkaReason.of(e));
            throw e;
        }
    }

    private void parked(ConsumerRecord<byte[], byte[]> record, Throwable failure) {
        busy = false;
        if (failure == null) {
            work.tally().parked();
            done(record);
            advance();
        } else if (failure instanceof Error) {
            ended = true;
            work.fatal().accept(failure);
        }
    }

    private void done(ConsumerRecord<byte[], byte[]> record) {
        next = Math.max(next, record.offset() + 1);
        pending.decrementAndGet();
    }

    private void requireNotEnded() throws LaneEndedException {
        if (ended) {
            throw new LaneEndedException();
        }
    }
}
