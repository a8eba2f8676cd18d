package io.framewatch.consumer.forward;

import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.configuration.KafkaOptions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the forwarder needs to know.
 *
 * @param kafka the cluster
 * @param group begins the names of the consumer groups, one for each channel
 * @param channels at least one, each name once
 */
public record ForwardOptions(KafkaOptions kafka, String group, List<ChannelRoute> channels) {

    private static final String CHANNELS = "forward.channels";

    public ForwardOptions {
        Objects.requireNonNull(kafka, "kafka");
        Objects.requireNonNull(group, "group");
        channels = List.copyOf(channels);
    }

    /**
     * Binds the sections {@code kafka} and {@code forward}.
     *
     * @throws ConfigurationException with all problems of the whole file, if there are any
     */
    public static ForwardOptions of(Configuration configuration) throws ConfigurationException {
        configuration.resolveSecrets("forward");
        Optional<KafkaOptions> kafka = configuration.section("kafka", KafkaOptions.class);
        Optional<Section> section = configuration.section("forward", Section.class);
        List<ChannelRoute> channels = configuration.list(CHANNELS, ChannelRoute.class);
        configuration.requireAny(CHANNELS);
        configuration.requireUnique(CHANNELS, "name");
        configuration.check();
        return new ForwardOptions(kafka.orElseThrow(), section.orElseThrow().group(), channels);
    }

    private record Section(String group) {}
}
