package io.framewatch.job.ledger;

/**
 * The runs of a view that the ledger has seen. Public, because Flink's serializer for records
 * requires it.
 *
 * @param firstAnswered run of the first answer that came; {@value #NO_RUN} before
 * @param newest highest run; {@value #NO_RUN} before the first
 */
public record ViewRuns(long firstAnswered, long newest) {

    static final ViewRuns NONE = new ViewRuns(ViewRuns.NO_RUN, ViewRuns.NO_RUN);

    private static final long NO_RUN = -1;

    /** Once ingest has counted frames of a run. */
    ViewRuns ingested(long run) {
        return new ViewRuns(firstAnswered, Math.max(newest, run));
    }

    /** Once a frame of a run is answered. */
    ViewRuns answered(long run) {
        return new ViewRuns(firstAnswered == NO_RUN ? run : firstAnswered, Math.max(newest, run));
    }

    /** Whether any frame of the view was answered: before, nobody knows what the job missed. */
    boolean isAnswered() {
        return firstAnswered != NO_RUN;
    }

    boolean isReplaced(long run) {
        return run < newest;
    }

    /**
     * How many frames of a run may have been published before the first that the job knows of the
     * view: all of earlier runs, none of later ones, and of that run one for each lower number.
     *
     * @param lowest lowest answered sequence of the run
     */
    long maxUnseen(long run, long lowest) {
        if (!isAnswered() || run > firstAnswered) {
            return 0;
        }
        return run == firstAnswered ? lowest : Long.MAX_VALUE;
    }
}
