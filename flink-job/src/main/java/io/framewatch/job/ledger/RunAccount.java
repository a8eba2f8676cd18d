package io.framewatch.job.ledger;

import io.framewatch.event.IngestedFrames;
import io.framewatch.event.LedgerEntry;
import io.framewatch.event.LedgerEntry.Balance;
import io.framewatch.event.LedgerEntry.RunState;
import java.time.Instant;

/**
 * What is known of the frames of one run. Public, because Flink's serializer for records requires
 * it.
 *
 * @param answered what the job did
 * @param ingested the newest word of ingest; null before the first
 * @param overdue the wait for answers that should be there; null without one
 * @param stage where the account stands
 */
public record RunAccount(
        AnsweredFrames answered, IngestedFrames ingested, Overdue overdue, Stage stage) {

    /** Where an account stands. */
    public enum Stage {
        /** Frames without an answer are in flight. */
        OPEN,
        /** Frames without an answer are unaccounted. */
        UNACCOUNTED,
        /** Nothing more is expected. */
        CLOSED
    }

    static final RunAccount NEW = new RunAccount(AnsweredFrames.NONE, null, null, Stage.OPEN);

    /** With one more answer; this if it is a repetition. */
    RunAccount plus(Answer answer) {
        AnsweredFrames more = answered.plus(answer.kind(), answer.sequence());
        return more == answered ? this : new RunAccount(more, ingested, overdue, stage);
    }

    /** With newer counts of ingest, which open a closed account; this if they are not newer. */
    RunAccount with(IngestedFrames newer) {
        if (ingested != null && !newer.at().isAfter(ingested.at())) {
            return this;
        }
        return new RunAccount(answered, newer, overdue, stage == Stage.CLOSED ? Stage.OPEN : stage);
    }

    RunAccount with(Overdue wait) {
        return new RunAccount(answered, ingested, wait, stage);
    }

    RunAccount unaccounted() {
        return new RunAccount(answered, ingested, null, Stage.UNACCOUNTED);
    }

    RunAccount closed() {
        return new RunAccount(answered.closed(), ingested, null, Stage.CLOSED);
    }

    boolean is(Stage other) {
        return stage == other;
    }

    /** Whether ingest has said that the run is over. */
    boolean isEnded() {
        return ingested != null && ingested.ended();
    }

    /** Whether nothing is known to be in flight. */
    boolean isDispensable() {
        return ingested == null || stage == Stage.CLOSED;
    }

    /** Whether there is no more of it than dead letters, which anybody may have written. */
    boolean isDoubtful() {
        return ingested == null && answered.total() == answered.deadLettered().count();
    }

    /** Published frames without an answer, not counting those that the job cannot know. */
    long missing(long run, ViewRuns view) {
        return unanswered() - unseen(run, view);
    }

    LedgerEntry entry(long run, ViewRuns view, Instant at) {
        long missing = missing(run, view);
        boolean open = stage == Stage.OPEN;
        return new LedgerEntry(
                ingested.camera(),
                run,
                ingested.frames(),
                answered.toAnswered(),
                new Balance(
                        open ? missing : 0,
                        open ? 0 : missing,
                        unseen(run, view),
                        answered.gaps(),
                        state(run, view)),
                at);
    }

    private long unanswered() {
        return ingested == null ? 0 : Math.max(0, ingested.frames().published() - answered.total());
    }

    private long unseen(long run, ViewRuns view) {
        return Math.min(unanswered(), view.maxUnseen(run, answered.lowest()));
    }

    private RunState state(long run, ViewRuns view) {
        if (stage == Stage.CLOSED) {
            return RunState.CLOSED;
        }
        if (isEnded()) {
            return RunState.ENDED;
        }
        return view.isReplaced(run) ? RunState.REPLACED : RunState.RUNNING;
    }
}
