package io.framewatch.ingest;

import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.ingest.capture.CameraOptions;
import io.framewatch.ingest.capture.Login;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What an ingest worker needs to know.
 *
 * @param kafka the cluster
 * @param cameras the cameras to begin with, each id once
 * @param logins user names and passwords by the id that cameras call them
 * @param group the other workers, if cameras are shared with them
 */
public record IngestOptions(
        KafkaOptions kafka,
        List<CameraOptions> cameras,
        Map<String, Login> logins,
        GroupOptions group) {

    /** Those of a worker that captures its own cameras. */
    public IngestOptions(
            KafkaOptions kafka, List<CameraOptions> cameras, Map<String, Login> logins) {
        this(kafka, cameras, logins, GroupOptions.ALONE);
    }

    public IngestOptions {
        cameras = List.copyOf(cameras);
        logins = Map.copyOf(logins);
        Objects.requireNonNull(group, "group");
        long ids = cameras.stream().map(CameraOptions::id).distinct().count();
        if (ids != cameras.size()) {
            throw new IllegalArgumentException("cameras must have each id only once");
        }
        CameraIds taken = new CameraIds();
        for (CameraOptions camera : cameras) {
            Login unused = login(camera, logins);
            taken.take(camera);
        }
    }

    /**
     * Binds the sections {@code kafka}, {@code cameras}, {@code credentials} and {@code ingest}.
     * There must be a camera, or none if the cameras are those of the topic. A paused camera is
     * left out.
     *
     * @param environment where passwords may be, usually {@link System#getenv()}
     * @throws ConfigurationException with all problems of the whole file, if there are any
     */
    public static IngestOptions of(Configuration configuration, Map<String, String> environment)
            throws ConfigurationException {
        Optional<KafkaOptions> kafka = configuration.section("kafka", KafkaOptions.class);
        List<CameraOptions> cameras = configuration.list("cameras", CameraOptions.class);
        List<Pausable> paused = configuration.list("cameras", Pausable.class);
        Optional<GroupOptions> group = configuration.section("ingest", GroupOptions.class);
        Map<String, Login> logins = logins(configuration, environment);
        if (!group.map(GroupOptions::camerasFromTopic).orElse(false)) {
            configuration.requireAny("cameras");
        } else if (!configuration.written("cameras").isEmpty()) {
            configuration.problem(
                    "cameras",
                    "must be left out with ingest.cameras-from-topic: ./framewatch camera apply puts"
                            + " them on the topic");
        }
        configuration.requireUniqueIds("cameras");
        CameraIds.check(configuration, cameras);
        configuration.requireUniqueIds("credentials");
        configuration.requireReferences("cameras", "credentials", "credentials");
        configuration.check();
        List<CameraOptions> captured =
                IntStream.range(0, cameras.size())
                        .filter(i -> !paused.get(i).paused())
                        .mapToObj(cameras::get)
                        .toList();
        return new IngestOptions(kafka.orElseThrow(), captured, logins, group.orElseThrow());
    }

    /** What a camera's options say beside how to capture it. */
    private record Pausable(boolean paused) {}

    /**
     * The login of a camera, or null if it has none.
     *
     * @throws IllegalArgumentException if its credentials are none of the logins
     */
    Login login(CameraOptions camera) {
        return login(camera, logins);
    }

    private static Login login(CameraOptions camera, Map<String, Login> logins) {
        String credentials = camera.video().access().credentials();
        if (credentials == null) {
            return null;
        }
        Login login = logins.get(credentials);
        if (login == null) {
            throw new IllegalArgumentException(
                    ("credentials of camera %s must be the id of one of the credentials (the"
                                    + " value is not shown, as it may be the password itself)")
                            .formatted(camera.id()));
        }
        return login;
    }

    private static Map<String, Login> logins(
            Configuration configuration, Map<String, String> environment) {
        Map<String, Login> logins = new HashMap<>();
        for (Credentials credentials : configuration.list("credentials", Credentials.class)) {
            try {
                logins.put(credentials.id(), credentials.login(environment));
            } catch (IllegalArgumentException e) {
                configuration.problem(configuration.key(credentials), e.getMessage());
            }
        }
        return logins;
    }
}
