package io.framewatch.benchmark;

import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.event.FrameEncoding;
import io.framewatch.ingest.IngestOptions;
import io.framewatch.job.JobOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The configuration of ingest and job in the benchmark, in the form of a user's file. Each encoding
 * has its own topics.
 *
 * @param bootstrapServers address of the broker
 * @param model the model's folder
 * @param batch largest batch
 */
record BenchSettings(String bootstrapServers, Path model, int batch) {

    /** Prefix of the topics with frames of an encoding. */
    static String prefix(FrameEncoding encoding) {
        return name(encoding) + ".";
    }

    /** The configuration of ingest: each clip once, as a camera, to topics of that prefix. */
    IngestOptions ingest(List<Path> clips, FrameEncoding encoding, String prefix)
            throws ConfigurationException {
        StringBuilder yaml = new StringBuilder(common(prefix, 1)).append("cameras:\n");
        for (Path clip : clips) {
            yaml.append(
                    "- {id: '%s', uri: '%s', pace: fast, fps: 120, encoding: %s}%n"
                            .formatted(clip.getFileName(), clip, name(encoding)));
        }
        return IngestOptions.of(parse(yaml.toString()), Map.of());
    }

    /** The configuration of the job: topics of that prefix, and a new consumer group. */
    JobOptions job(String prefix, String group, int parallelism) throws ConfigurationException {
        return JobOptions.of(parse(jobText(prefix, group, parallelism)));
    }

    /** The same with the model tuned for ONNX Runtime instead of on kernels. */
    JobOptions tunedJob(String prefix, String group, int parallelism)
            throws ConfigurationException {
        String text = jobText(prefix, group, parallelism);
        return JobOptions.of(parse(text.replace("model: {", "model: {form: tuned, ")));
    }

    /** The configuration of the job as a file. */
    String jobText(String prefix, String group, int parallelism) {
        return common(prefix, FramesTopic.PARTITIONS)
                + """
                model: {uri: '%s'}
                job: {delivery: at-least-once, max-batch: %d, group: '%s', parallelism: %d}
                """
                        .formatted(model.toAbsolutePath(), batch, group, parallelism);
    }

    private String common(String prefix, int partitions) {
        return "kafka: {bootstrap-servers: '%s', topic-prefix: '%s', partitions: %d}%n"
                .formatted(bootstrapServers, prefix, partitions);
    }

    private static Configuration parse(String yaml) throws ConfigurationException {
        return Configuration.parse("the benchmark", yaml);
    }

    private static String name(FrameEncoding encoding) {
        return encoding.name().toLowerCase(Locale.ROOT);
    }
}
