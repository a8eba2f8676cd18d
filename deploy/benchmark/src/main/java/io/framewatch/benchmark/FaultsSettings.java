package io.framewatch.benchmark;

import io.framewatch.cli.Home;
import io.framewatch.configuration.KafkaOptions;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the benchmarks of faults tell ingest and jobs, in the form of a user's file. Each job has
 * topics of its own.
 *
 * @param home where the model and the clips are
 * @param servers address of the broker
 * @param tuned whether the model runs tuned, which takes some seconds at each start of a job
 */
record FaultsSettings(Home home, String servers, boolean tuned) {

    /** The broker and the topics of a job. */
    KafkaOptions kafka(String prefix) {
        return new KafkaOptions(servers, prefix, FramesTopic.PARTITIONS, Map.of());
    }

    /** A job with rules whose alerts start and end some dozen times on the clips. */
    String job(String prefix) {
        return """
        kafka: {bootstrap-servers: '%s', topic-prefix: '%s'}
        model: {uri: '%s', tuned: %s}
        job: {checkpoint-interval: 2s, transactional-id-prefix: '%s', group: '%s'}
        rules:
          - {id: other, label: other, enter: {score: 0.8, frames: 3}, exit: {score: 0.78}}
          - {id: truck, label: truck, enter: {score: 0.1, frames: 2}, exit: {score: 0.05}}
          - {id: car, label: car, enter: {score: 0.05, frames: 2}, exit: {score: 0.03}}
        """
                .formatted(servers, prefix, absolute(home.roadside()), tuned, prefix, prefix);
    }

    /** Four cameras that play the clips at their pace: two for half a minute, two for two. */
    String ingest(String prefix) {
        return """
        kafka: {bootstrap-servers: '%1$s', topic-prefix: '%2$s'}
        cameras:
          - {id: road-1, uri: '%3$s', fps: 4}
          - {id: road-2, uri: '%3$s', fps: 3}
          - {id: room-1, uri: '%4$s', fps: 4}
          - {id: room-2, uri: '%4$s', fps: 3}
        """
                .formatted(servers, prefix, absolute(home.cars()), absolute(home.people()));
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath();
    }
}
