package io.framewatch.ingest;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;

/**
 * The section {@code ingest}: how a worker shares cameras with others.
 *
 * @param camerasFromTopic whether the cameras are those of the cameras topic
 * @param group consumer group of the workers that share them
 * @param sessionTimeout how long a worker keeps its cameras without contact to Kafka, at least 1 s
 * @param worker name of this worker; host name and process id if null
 */
public record GroupOptions(
        boolean camerasFromTopic, String group, Duration sessionTimeout, String worker) {

    private static final Duration MIN_TIMEOUT = Duration.ofSeconds(1);

    /** Shares nothing. */
    static final GroupOptions ALONE =
            new GroupOptions(false, "framewatch-ingest", Duration.ofSeconds(10), null);

    public GroupOptions {
        Objects.requireNonNull(group, "group");
        if (sessionTimeout.compareTo(MIN_TIMEOUT) < 0) {
            throw new IllegalArgumentException(
                    "session-timeout " + sessionTimeout.toMillis() + "ms must be at least 1s");
        }
        if (worker == null) {
            worker = host() + "-" + ProcessHandle.current().pid();
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown-host";
        }
    }
}
