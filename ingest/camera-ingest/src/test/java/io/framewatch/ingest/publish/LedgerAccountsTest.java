package io.framewatch.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.CameraId;
import io.framewatch.event.IngestedFrames;
import io.framewatch.event.LedgerEntry.Ingested;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerAccountsTest {

    private static final CameraId GATE = new CameraId("gate");
    private static final Instant NOW = Instant.parse("2026-11-27T09:00:01Z");

    private final LedgerAccounts accounts = new LedgerAccounts();
    private final CameraTally tally = new CameraTally();

    @Test
    void shouldReportARunWhileItGoesOn() {
        accounts.open(GATE, tally);
        capture(tally.run(7));
        tally.run(7).captured();

        assertThat(take()).containsExactly(entry(7, 3, 1, false));
        assertThat(take()).as("as nothing has changed").isEmpty();

        tally.run(7).published();
        assertThat(take()).containsExactly(entry(7, 3, 0, false));
    }

    @Test
    void shouldReportAgainWhatWasNotWritten() {
        accounts.open(GATE, tally);
        capture(tally.run(7));

        assertThat(accounts.due(NOW)).hasSize(1);
        assertThat(accounts.due(NOW)).hasSize(1);
    }

    @Test
    void shouldReportTheEndOfARunOnceItsFramesHaveArrived() {
        accounts.open(GATE, tally);
        RunTally run = tally.run(7);
        capture(run);
        run.captured();
        run.end();
        assertThat(take()).containsExactly(entry(7, 3, 1, false));

        run.published();
        assertThat(take()).containsExactly(entry(7, 3, 0, true));
        assertThat(take()).isEmpty();
        assertThat(tally.counts().captured()).as("is still counted").isEqualTo(3);
    }

    @Test
    void shouldEndARunWithTheNextOne() {
        accounts.open(GATE, tally);
        capture(tally.run(7));
        capture(tally.run(8));

        assertThat(take()).containsExactly(entry(7, 2, 0, true), entry(8, 2, 0, false));
    }

    @Test
    void shouldReportARunOfWhichNothingChangedButTheEnd() {
        accounts.open(GATE, tally);
        capture(tally.run(7));
        take();

        tally.close();

        assertThat(take()).containsExactly(entry(7, 2, 0, true));
    }

    @Test
    void shouldForgetACameraWhoseTallyIsClosed() {
        accounts.open(GATE, tally);
        capture(tally.run(7));
        tally.close();
        take();

        capture(tally.run(8));

        assertThat(take()).isEmpty();
    }

    @Test
    void shouldEndAllRunsWhenClosed() {
        accounts.open(GATE, tally);
        capture(tally.run(7));

        accounts.close();

        assertThat(take()).containsExactly(entry(7, 2, 0, true));
    }

    /** One picture that is skipped and one that is dropped. */
    private static void capture(RunTally run) {
        run.captured();
        run.skipped(SkipReason.RATE);
        run.captured();
        run.dropped(DropReason.SLOW_BROKER);
    }

    private static IngestedFrames entry(long run, long captured, long pending, boolean ended) {
        Ingested frames =
                new Ingested(
                        captured,
                        Map.of("rate", 1L),
                        Map.of("slow-broker", 1L),
                        captured - 2 - pending,
                        pending);
        return new IngestedFrames(GATE, run, frames, ended, NOW);
    }

    private List<IngestedFrames> take() {
        List<LedgerAccounts.Due> due = accounts.due(NOW);
        due.forEach(accounts::written);
        return due.stream().map(LedgerAccounts.Due::entry).toList();
    }
}
