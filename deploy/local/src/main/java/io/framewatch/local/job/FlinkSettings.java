package io.framewatch.local.job;

import io.framewatch.cli.Workspace;
import io.framewatch.embedded.JobCluster;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;

/**
 * Flink's settings for the job's process: the command line's, then those of {@code FLINK_CONF_DIR},
 * then what suits a process of its own.
 */
final class FlinkSettings {

    private static final Pattern ADDRESS = Pattern.compile("(\\[[^]]+]|[^:]+)(?::([0-9]{1,5}))?");

    private final Configuration settings;
    private final org.apache.flink.core.fs.Path checkpoints;

    private FlinkSettings(Configuration settings, org.apache.flink.core.fs.Path checkpoints) {
        this.settings = settings;
        this.checkpoints = checkpoints;
    }

    /**
     * Reads the settings.
     *
     * @param environment of the process
     * @param checkpoints folder of the command line; null for none
     * @param rest address of the command line; null for none
     * @throws IllegalArgumentException if the address or Flink's file is wrong
     */
    static FlinkSettings of(
            Map<String, String> environment, String checkpoints, String rest, Workspace workspace) {
        Configuration given =
                environment.containsKey("FLINK_CONF_DIR")
                        ? GlobalConfiguration.loadConfiguration(environment.get("FLINK_CONF_DIR"))
                        : new Configuration();
        if (rest != null) {
            listen(given, rest);
        }
        Configuration settings = JobCluster.settings(given, workspace.folder("flink"));
        if (!settings.contains(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION)) {
            settings.set(
                    CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                    ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        }
        String folder =
                checkpoints != null
                        ? Path.of(checkpoints).toUri().toString()
                        : settings.getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY)
                                .orElseGet(() -> stateFolder(environment));
        return new FlinkSettings(settings, new org.apache.flink.core.fs.Path(folder));
    }

    /** The checkpoint folder of a job: two jobs share none, whatever is the same in their files. */
    org.apache.flink.core.fs.Path checkpoints(
            String clusterId, String topicPrefix, String transactionalIdPrefix) {
        String job =
                topicPrefix
                        + "~"
                        + URLEncoder.encode(transactionalIdPrefix, StandardCharsets.UTF_8);
        return new org.apache.flink.core.fs.Path(checkpoints, clusterId + "/" + job);
    }

    /** Whether Flink's settings already say what to start from. */
    boolean haveStart() {
        return settings.contains(StateRecoveryOptions.SAVEPOINT_PATH);
    }

    /** The settings with a folder for checkpoints. */
    Configuration with(org.apache.flink.core.fs.Path folder) {
        Configuration whole = new Configuration(settings);
        whole.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toString());
        return whole;
    }

    private static void listen(Configuration settings, String address) {
        Matcher matcher = ADDRESS.matcher(address);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "--rest '" + address + "' must be HOST or HOST:PORT, as in 0.0.0.0:8081");
        }
        settings.set(RestOptions.ADDRESS, matcher.group(1));
        settings.set(RestOptions.BIND_ADDRESS, matcher.group(1));
        if (matcher.group(2) != null) {
            settings.set(RestOptions.BIND_PORT, matcher.group(2));
        }
    }

    private static String stateFolder(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        Path state = Path.of(environment.getOrDefault("XDG_STATE_HOME", home + "/.local/state"));
        return state.resolve("framewatch/checkpoints").toUri().toString();
    }
}
