package io.framewatch.job.ledger;

import io.framewatch.event.Alert;
import io.framewatch.event.Classification;
import io.framewatch.event.DeadLetter;
import io.framewatch.event.IngestedFrames;
import io.framewatch.event.LedgerEntry;
import io.framewatch.event.ShedFrame;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;

/**
 * Balances the frames of each view. Answers are made small in the task that gives them; only those
 * are keyed.
 */
public final class BalanceFrames {

    /** Metric: dead letters that do not say which frame they are, so that no run has them. */
    static final String UNIDENTIFIED = "unidentifiedDeadLetters";

    private final Duration grace;

    /**
     * @param grace how long frames may lack an answer after their run
     */
    public BalanceFrames(Duration grace) {
        this.grace = Objects.requireNonNull(grace, "grace");
    }

    /** Adds the function. */
    public SingleOutputStreamOperator<LedgerEntry> of(
            DataStream<Answer> answers, DataStream<IngestedFrames> ingested) {
        return answers.keyBy(Answer::view)
                .connect(ingested.keyBy(counts -> counts.camera().value()))
                .process(new LedgerFunction(grace), TypeInformation.of(LedgerEntry.class))
                .name("balance frames")
                .uid("ledger");
    }

    /** The alerts that frames are unaccounted. */
    public static DataStream<Alert> alerts(SingleOutputStreamOperator<LedgerEntry> balances) {
        return balances.getSideOutput(UnaccountedAlerts.OUTPUT);
    }

    /** The answers of all kinds. */
    public static DataStream<Answer> answers(
            DataStream<Classification> results,
            DataStream<DeadLetter> letters,
            DataStream<ShedFrame> shed) {
        TypeInformation<Answer> type = TypeInformation.of(Answer.class);
        return results.map(Answer::of, type)
                .name("answer by result")
                .uid("ledger-results")
                .union(
                        letters.flatMap(new Identified(), type)
                                .name("answer by dead letter")
                                .uid("ledger-dead-letters"),
                        shed.map(Answer::of, type).name("answer by shed").uid("ledger-shed"));
    }

    private static final class Identified extends RichFlatMapFunction<DeadLetter, Answer> {

        private static final long serialVersionUID = 1L;

        private transient Counter unidentified;

        @Override
        public void open(OpenContext context) {
            unidentified = getRuntimeContext().getMetricGroup().counter(UNIDENTIFIED);
        }

        @Override
        public void flatMap(DeadLetter letter, Collector<Answer> out) {
            Answer.of(letter).ifPresentOrElse(out::collect, unidentified::inc);
        }
    }
}
