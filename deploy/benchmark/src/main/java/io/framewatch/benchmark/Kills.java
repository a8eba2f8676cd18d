package io.framewatch.benchmark;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Kills a job at random moments: while it starts, restores, classifies, takes a checkpoint or
 * commits. After each start it has a backlog, and then gets frames at a camera's rate. Not
 * thread-safe.
 */
final class Kills {

    /** Time of three checkpoints of the job. */
    private static final Duration MAX_LIFE = Duration.ofSeconds(6);

    private static final Duration MAX_START = Duration.ofSeconds(5);
    private static final Duration FRAME_INTERVAL = Duration.ofMillis(50);

    /** One of this many kills comes before the process has given a result. */
    private static final int KILLS_A_START = 4;

    private final KafkaProducer<String, byte[]> producer;
    private final KilledJob killed;
    private final Random random;
    private final Consumer<String> progress;
    private final Histogram recovery = new Histogram(3);

    Kills(
            KafkaProducer<String, byte[]> producer,
            KilledJob killed,
            long seed,
            Consumer<String> progress) {
        this.producer = producer;
        this.killed = killed;
        this.random = new Random(seed);
        this.progress = progress;
    }

    /** Returns the times of recovery, milliseconds. */
    Histogram run(List<ProducerRecord<String, byte[]>> records, int kills) throws Exception {
        int share = records.size() / (kills + 1);
        killed.start();
        for (int kill = 0; kill < kills; kill++) {
            List<ProducerRecord<String, byte[]>> own =
                    records.subList(kill * share, (kill + 1) * share);
            killed.send(producer, own.subList(0, share / 2));
            int sent = share / 2 + live(own.subList(share / 2, share));
            long killedAt = System.nanoTime();
            killed.kill();
            killed.start();
            killed.send(producer, own.subList(sent, share));
            recover(kill, killedAt);
            progress.accept(
                    "kill %d of %d, %d results so far"
                            .formatted(kill + 1, kills, killed.committed().results()));
        }
        killed.send(producer, records.subList(kills * share, records.size()));
        killed.results().untilAnswered(records.size());
        return recovery;
    }

    /**
     * Sends frames at a camera's rate for some time; at least one frame is left for after the kill.
     *
     * @return the number of frames sent
     */
    private int live(List<ProducerRecord<String, byte[]>> records) throws Exception {
        long until = System.nanoTime() + random(MAX_LIFE).toNanos();
        int sent = 0;
        while (System.nanoTime() < until) {
            if (sent < records.size() - 1) {
                killed.send(producer, records.subList(sent, ++sent));
            }
            Thread.sleep(FRAME_INTERVAL.toMillis());
            killed.committed().poll();
        }
        return sent;
    }

    private void recover(int kill, long killedAt) throws Exception {
        if (kill % KILLS_A_START == KILLS_A_START - 1) {
            Thread.sleep(random(MAX_START).toMillis());
            return;
        }
        killed.results().untilNextResult();
        recovery.recordValue(Duration.ofNanos(System.nanoTime() - killedAt).toMillis());
    }

    private Duration random(Duration longest) {
        return Duration.ofMillis(random.nextLong(longest.toMillis()));
    }
}
