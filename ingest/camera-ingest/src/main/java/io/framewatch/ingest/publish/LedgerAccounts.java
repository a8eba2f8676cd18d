package io.framewatch.ingest.publish;

import io.framewatch.event.CameraId;
import io.framewatch.event.IngestedFrames;
import io.framewatch.event.LedgerEntry.Ingested;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which counts of which runs the ledger does not have yet. Thread-safe. */
final class LedgerAccounts {

    private final List<Account> accounts = new ArrayList<>();

    /** A camera, and what the ledger has of its runs. */
    private record Account(CameraId camera, CameraTally tally, Map<Long, Ingested> written) {}

    /** An entry that is to be written. */
    record Due(Account account, IngestedFrames entry) {}

    /** Follows a camera until its tally is closed and the ledger has the ends of all runs. */
    synchronized void open(CameraId camera, CameraTally tally) {
        accounts.add(new Account(camera, tally, new HashMap<>()));
    }

    /** The runs that have changed since they were written, or have ended. */
    synchronized List<Due> due(Instant now) {
        List<Due> due = new ArrayList<>();
        for (Account account : accounts) {
            account.tally()
                    .runs()
                    .forEach(
                            (run, tally) -> {
                                IngestedFrames entry = entry(account.camera(), run, tally, now);
                                if (entry.ended()
                                        || !entry.frames().equals(account.written().get(run))) {
                                    due.add(new Due(account, entry));
                                }
                            });
        }
        return due;
    }

    /** The ledger has the entry. */
    synchronized void written(Due due) {
        Account account = due.account();
        if (due.entry().ended()) {
            account.written().remove(due.entry().run());
            account.tally().forget(due.entry().run());
        } else {
            account.written().put(due.entry().run(), due.entry().frames());
        }
        accounts.removeIf(known -> known.tally().isDone());
    }

    /** No camera captures any more. */
    synchronized void close() {
        accounts.forEach(account -> account.tally().close());
    }

    private static IngestedFrames entry(CameraId camera, long run, RunTally tally, Instant now) {
        boolean ended = tally.isSettled(); // before the counts: what is settled stays so
        CameraCounts counts = tally.counts();
        Ingested frames =
                new Ingested(
                        counts.captured(),
                        byText(counts.skipped()),
                        byText(counts.dropped()),
                        counts.published(),
                        counts.pending());
        return new IngestedFrames(camera, run, frames, ended, now);
    }

    private static Map<String, Long> byText(Map<?, Long> counts) {
        return counts.entrySet().stream()
                .collect(Collectors.toMap(count -> count.getKey().toString(), Map.Entry::getValue));
    }
}
