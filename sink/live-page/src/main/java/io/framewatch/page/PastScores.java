package io.framewatch.page;

import io.framewatch.page.live.ScoreHistory;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicScan;
import io.framewatch.topic.Topics;
import io.javalin.http.TooManyRequestsResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;

/** The scores of a camera of more than the last minutes, read from the topic. Thread-safe. */
final class PastScores {

    static final Duration MAX = Duration.ofHours(24);

    private static final int MAX_STEPS = 900;
    private static final int MAX_READERS = 2;

    private final KafkaClients clients;
    private final Semaphore readers = new Semaphore(MAX_READERS);

    PastScores(KafkaClients clients) {
        this.clients = clients;
    }

    /**
     * Reads the results of all cameras of the time, which takes seconds where there are many.
     *
     * @param length up to {@link #MAX}
     */
    ScoreHistory.Scores read(String camera, Duration length) {
        if (!readers.tryAcquire()) {
            throw new TooManyRequestsResponse("others are reading the past: try again soon");
        }
        try {
            ScoreHistory history = new ScoreHistory(length, length.dividedBy(MAX_STEPS));
            Instant now = Instant.now();
            TopicScan.between(Topics.CLASSIFICATIONS, now.minus(length), now)
                    .read(
                            clients,
                            record -> {
                                if (record.value().camera().value().equals(camera)) {
                                    history.add(record.value());
                                }
                            });
            return history.scores();
        } finally {
            readers.release();
        }
    }
}
