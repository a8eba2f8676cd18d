package io.framewatch.job.ledger;

import static io.framewatch.job.ledger.LedgerHarness.GRACE;
import static io.framewatch.job.ledger.LedgerHarness.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.LedgerEntry;
import io.framewatch.job.ledger.Answer.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerFunctionTest {

    private static final long RUN = 1795579290000L;
    private static final long NEWER = RUN + 600_000;

    private static final String ALERT = "framewatch.unaccounted/gate-1/" + RUN + " ";

    private LedgerHarness ledger;

    @BeforeEach
    void open() throws Exception {
        ledger = new LedgerHarness();
    }

    @AfterEach
    void close() throws Exception {
        ledger.close();
    }

    @Test
    void shouldBalanceEachRecordOfIngest() throws Exception {
        ledger.classified(RUN, 0, 20);
        ledger.answered(Kind.DEAD_LETTERED, RUN, 20);
        ledger.answered(Kind.SHED, RUN, 22);

        ledger.ingested(RUN, 25, time(RUN, 25));

        assertThat(ledger.entries()).hasSize(1);
        assertThat(ledger.last())
                .isEqualTo(
                        "RUNNING published 25 = 20 + 1 + 1, in flight 3, unaccounted 0, unseen 0");
        assertThat(ledger.entries().get(0))
                .returns(time(RUN, 25), LedgerEntry::at)
                .returns(1L, entry -> entry.balance().gaps());
    }

    @Test
    void shouldCloseARunWithItsLastAnswer() throws Exception {
        ledger.classified(RUN, 0, 20);
        ledger.ended(RUN, 25, time(RUN, 26));
        assertThat(ledger.last()).startsWith("ENDED published 25 = 20 + 0 + 0, in flight 5");

        ledger.classified(RUN, 20, 25);

        assertThat(ledger.entries()).hasSize(2);
        assertThat(ledger.last())
                .isEqualTo(
                        "CLOSED published 25 = 25 + 0 + 0, in flight 0, unaccounted 0, unseen 0");
    }

    @Test
    void shouldCloseARunWithItsEndIfThatComesLast() throws Exception {
        ledger.classified(RUN, 0, 25);
        ledger.ended(RUN, 25, time(RUN, 26));

        assertThat(ledger.entries()).hasSize(1);
        assertThat(ledger.last()).startsWith("CLOSED published 25 = 25 + 0 + 0, in flight 0");
    }

    @Test
    void shouldCloseARunWhoseRecordsAllComeBeforeItsFrames() throws Exception {
        ledger.ingested(RUN, 10, time(RUN, 10));
        ledger.ended(RUN, 25, time(RUN, 26));
        assertThat(ledger.last()).startsWith("ENDED published 25 = 0 + 0 + 0, in flight 25");

        ledger.classified(RUN, 0, 25);

        assertThat(ledger.last()).startsWith("CLOSED published 25 = 25 + 0 + 0, in flight 0");
    }

    @Test
    void shouldTakeMoreAnswersThanIngestHasCountedYet() throws Exception {
        ledger.classified(RUN, 0, 30);

        ledger.ingested(RUN, 25, time(RUN, 25));

        assertThat(ledger.last())
                .isEqualTo(
                        "RUNNING published 25 = 30 + 0 + 0, in flight 0, unaccounted 0, unseen 0");
    }

    @Test
    void shouldCountAFrameOnceThoughItComesAgainOrLate() throws Exception {
        ledger.classified(RUN, 0, 10);
        ledger.classified(RUN, 15, 20);
        // Sent again by ingest, because another frame of their batch was refused.
        ledger.classified(RUN, 10, 15);
        // The producer could not tell whether these had arrived.
        ledger.classified(RUN, 8, 20);
        ledger.answered(Kind.SHED, RUN, 19);
        ledger.classified(RUN, 20, 100);
        ledger.classified(RUN, 0, 60);

        ledger.ended(RUN, 101, time(RUN, 101));

        assertThat(ledger.last()).startsWith("ENDED published 101 = 100 + 0 + 0, in flight 1");
    }

    @Test
    void shouldCountAnswersOfOneKindThatComeFarBehindThoseOfAnother() throws Exception {
        for (long sequence = 500; sequence < 600; sequence++) {
            ledger.answered(Kind.SHED, RUN, sequence);
        }
        ledger.classified(RUN, 0, 500);

        ledger.ended(RUN, 600, time(RUN, 600));

        assertThat(ledger.last()).startsWith("CLOSED published 600 = 500 + 0 + 100, in flight 0");
    }

    @Test
    void shouldMissAFrameOfARunThatHasEnded() throws Exception {
        ledger.classified(RUN, 0, 24);
        Instant end = time(RUN, 26);
        ledger.ended(RUN, 25, end);

        ledger.watermark(end.plus(GRACE));
        ledger.pass(GRACE.minusMillis(1));
        assertThat(ledger.last()).startsWith("ENDED published 25 = 24 + 0 + 0, in flight 1");
        ledger.pass(Duration.ofMillis(1));

        assertThat(ledger.last())
                .isEqualTo("ENDED published 25 = 24 + 0 + 0, in flight 0, unaccounted 1, unseen 0");
        assertThat(ledger.entries().get(1).at()).isEqualTo(end.plus(GRACE));
        assertThat(ledger.alerts()).containsExactly(ALERT + "STARTED at " + end.plus(GRACE));
    }

    @Test
    void shouldMissAFrameOfARunThatWasKilled() throws Exception {
        ledger.classified(RUN, 0, 24);
        Instant last = time(RUN, 26);
        ledger.ingested(RUN, 25, last);
        ledger.watermark(last.plus(GRACE));
        ledger.pass(GRACE);
        assertThat(ledger.entries()).hasSize(1);

        ledger.classified(NEWER, 0, 1);
        ledger.pass(Duration.ofMillis(1));
        ledger.pass(GRACE);

        assertThat(ledger.last())
                .isEqualTo(
                        "REPLACED published 25 = 24 + 0 + 0, in flight 0, unaccounted 1, unseen 0");
    }

    @Test
    void shouldCloseARunThatWasKilledThoughIngestHadCountedLess() throws Exception {
        ledger.classified(RUN, 0, 30);
        ledger.ingested(RUN, 25, time(RUN, 25));
        ledger.classified(NEWER, 0, 1);

        ledger.watermark(time(RUN, 25).plus(GRACE));

        assertThat(ledger.last()).startsWith("CLOSED published 25 = 30 + 0 + 0, in flight 0");
    }

    @Test
    void shouldMissAFrameThoughNoEventTimePassesAfterTheEnd() throws Exception {
        ledger.classified(RUN, 0, 24);
        ledger.watermark(time(RUN, 26).plus(GRACE));
        ledger.ended(RUN, 25, time(RUN, 26));

        ledger.pass(Duration.ofMillis(1));
        ledger.pass(GRACE);

        assertThat(ledger.last()).contains("in flight 0, unaccounted 1");
    }

    @Test
    void shouldMissNothingByTheWallClockAlone() throws Exception {
        ledger.classified(RUN, 0, 24);
        ledger.ended(RUN, 25, time(RUN, 26));
        ledger.watermark(time(RUN, 26).plus(GRACE).minusMillis(1));

        ledger.pass(Duration.ofHours(5));

        assertThat(ledger.last()).startsWith("ENDED published 25 = 24 + 0 + 0, in flight 1");
    }

    /** Event time is ahead when another camera is a file that is read as fast as possible. */
    @Test
    void shouldMissNothingWhileAnswersCome() throws Exception {
        ledger.classified(RUN, 0, 1);
        ledger.ended(RUN, 25, time(RUN, 26));
        ledger.watermark(time(RUN, 26).plus(Duration.ofDays(2)));

        for (int sequence = 1; sequence < 25; sequence++) {
            ledger.pass(GRACE.minusMillis(1));
            ledger.classified(RUN, sequence, sequence + 1);
        }

        assertThat(ledger.entries()).noneMatch(entry -> entry.balance().unaccounted() > 0);
        assertThat(ledger.last()).startsWith("CLOSED published 25 = 25 + 0 + 0");
    }

    @Test
    void shouldKeepCountsOverARestart() throws Exception {
        ledger.classified(RUN, 0, 20);
        ledger.ingested(RUN, 20, time(RUN, 20));
        ledger.restart();
        ledger.classified(RUN, 15, 25);

        ledger.ended(RUN, 25, time(RUN, 26));

        assertThat(ledger.last()).startsWith("CLOSED published 25 = 25 + 0 + 0, in flight 0");
    }

    @Test
    void shouldMissNothingForTheTimeInWhichTheJobWasDown() throws Exception {
        ledger.classified(RUN, 0, 20);
        ledger.ended(RUN, 25, time(RUN, 26));
        ledger.watermark(time(RUN, 26).plus(GRACE));
        ledger.pass(Duration.ofSeconds(1));

        ledger.restart();
        ledger.pass(Duration.ofHours(1));
        ledger.classified(RUN, 20, 24);
        ledger.watermark(time(RUN, 26).plus(GRACE));
        assertThat(ledger.entries()).noneMatch(entry -> entry.balance().unaccounted() > 0);

        ledger.pass(GRACE);
        ledger.pass(GRACE);
        assertThat(ledger.last())
                .startsWith("ENDED published 25 = 24 + 0 + 0, in flight 0, unaccounted 1");
    }

    @Test
    void shouldCloseARunWhoseMissingFramesAreAnsweredLate() throws Exception {
        ledger.classified(RUN, 0, 24);
        ledger.ended(RUN, 25, time(RUN, 26));
        ledger.watermark(time(RUN, 26).plus(GRACE));
        ledger.pass(GRACE);
        assertThat(ledger.last()).contains("unaccounted 1");

        ledger.classified(RUN, 24, 25);

        assertThat(ledger.last())
                .isEqualTo(
                        "CLOSED published 25 = 25 + 0 + 0, in flight 0, unaccounted 0, unseen 0");
        assertThat(ledger.alerts())
                .containsExactly(
                        ALERT + "STARTED at " + time(RUN, 26).plus(GRACE),
                        ALERT + "ENDED at " + time(RUN, 26));
    }

    @Test
    void shouldNotTellOfUnaccountedFramesTwice() throws Exception {
        ledger.classified(RUN, 0, 20);
        ledger.ended(RUN, 25, time(RUN, 26));
        ledger.watermark(time(RUN, 26).plus(GRACE));
        ledger.pass(GRACE);
        assertThat(ledger.alerts()).hasSize(1);

        ledger.restart();
        ledger.classified(RUN, 20, 24);
        ledger.watermark(time(RUN, 26).plus(GRACE).plusMillis(1));
        ledger.pass(GRACE);
        ledger.classified(NEWER, 0, 5);
        ledger.ended(NEWER, 5, time(NEWER, 5));

        assertThat(ledger.alerts()).isEmpty();
    }

    @Test
    void shouldGiveUpAfterADayOfEventTime() throws Exception {
        ledger.classified(RUN, 0, 24);
        ledger.ended(RUN, 25, time(RUN, 26));
        ledger.watermark(time(RUN, 26).plus(GRACE));
        ledger.pass(GRACE);

        Instant end = time(RUN, 26).plus(GRACE).plus(LedgerFunction.GIVE_UP);
        ledger.watermark(end);

        assertThat(ledger.last())
                .isEqualTo(
                        "CLOSED published 25 = 24 + 0 + 0, in flight 0, unaccounted 1, unseen 0");
        assertThat(ledger.alerts()).hasSize(2).last().isEqualTo(ALERT + "ENDED at " + end);
    }

    /** A job without state that begins in the middle of a run, or behind what Kafka retains. */
    @Test
    void shouldNotMissWhatWasPublishedBeforeTheJobBegan() throws Exception {
        ledger.ended(RUN - 600_000, 1_000, time(RUN, 0));
        ledger.ingested(RUN, 500, time(RUN, 1_000));
        ledger.classified(RUN, 1_000, 1_010);
        ledger.ended(RUN, 510, time(RUN, 1_010));
        assertThat(ledger.last())
                .isEqualTo(
                        "CLOSED published 510 = 10 + 0 + 0, in flight 0, unaccounted 0, unseen"
                                + " 500");

        ledger.watermark(time(RUN, 1_010).plus(GRACE));

        assertThat(ledger.last())
                .isEqualTo(
                        "CLOSED published 1000 = 0 + 0 + 0, in flight 0, unaccounted 0, unseen"
                                + " 1000");
    }

    @Test
    void shouldMissAllFramesOfARunThatKafkaNoLongerHad() throws Exception {
        ledger.classified(RUN, 0, 25);
        ledger.ended(RUN, 25, time(RUN, 26));
        ledger.ended(NEWER, 1_000, time(NEWER, 1_000));
        ledger.watermark(time(NEWER, 1_000).plus(GRACE));
        ledger.pass(GRACE);

        assertThat(ledger.last())
                .isEqualTo(
                        "ENDED published 1000 = 0 + 0 + 0, in flight 0, unaccounted 1000, unseen"
                                + " 0");
    }

    @Test
    void shouldKeepFewRuns() throws Exception {
        manyRuns(0, 10);
        long size = ledger.stateSize();

        manyRuns(10, 100);

        assertThat(ledger.stateSize()).isLessThan(size + 100);
        assertThat(ledger.entries()).hasSize(100);
    }

    private void manyRuns(int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            long run = RUN + i * 10_000L;
            ledger.classified(run, 0, 1);
            ledger.ended(run, 1, time(run, 2));
            ledger.watermark(time(run, 0).plus(GRACE));
            // Somebody writes nonsense.
            ledger.answered(Kind.DEAD_LETTERED, 2 * RUN - i, 0);
        }
    }

    /** Each run loses some frames, and sends some again; the kinds come by ways of their own. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldMissWhatIsLostHoweverAnswersAreMixed(long seed) throws Exception {
        Random random = new Random(seed);
        ledger.classified(RUN, 0, 1);
        for (int i = 1; i <= 20; i++) {
            long run = RUN + 600_000L * i;
            List<List<Long>> ways =
                    List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            int published = 1 + random.nextInt(200);
            int lost = 0;
            for (long sequence = 0; sequence < published; sequence++) {
                if (random.nextInt(50) == 0) {
                    lost++;
                    continue;
                }
                List<Long> way = ways.get(Math.max(0, random.nextInt(12) - 9));
                way.add(sequence);
                if (random.nextInt(20) == 0) {
                    way.add(way.get(Math.max(0, way.size() - 1 - random.nextInt(10))));
                }
            }
            int end = random.nextInt(published);
            mix(random, run, ways, end, published);

            ledger.watermark(time(run, published).plus(GRACE));
            ledger.pass(GRACE);

            assertThat(ledger.last())
                    .startsWith((lost == 0 ? "CLOSED" : "ENDED") + " published " + published + " ")
                    .contains("in flight 0, unaccounted " + lost + ",");
        }
    }

    private void mix(Random random, long run, List<List<Long>> ways, int end, int published)
            throws Exception {
        List<Kind> order = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            order.addAll(Collections.nCopies(ways.get(kind.ordinal()).size(), kind));
        }
        Collections.shuffle(order, random);
        int[] next = new int[ways.size()];
        for (int i = 0; i < order.size(); i++) {
            if (i == end) {
                ledger.ended(run, published, time(run, published));
            }
            int way = order.get(i).ordinal();
            ledger.answered(order.get(i), run, ways.get(way).get(next[way]++));
        }
        if (end >= order.size()) {
            ledger.ended(run, published, time(run, published));
        }
    }
}
