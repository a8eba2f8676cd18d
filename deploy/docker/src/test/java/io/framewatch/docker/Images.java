package io.framewatch.docker;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.tools.AclCommand;
import org.testcontainers.utility.DockerImageName;

/**
 * The images that the tests run: those of the distribution, and what stands in for images of a
 * registry. With the variable FRAMEWATCH_OFFICIAL_IMAGES=true the official ones are used instead.
 */
final class Images {

    static final Path DISTRIBUTION =
            Path.of("../distribution/target/framewatch").toAbsolutePath().normalize();

    static final String INGEST = "framewatch-test/ingest:test";
    static final String JOB = "framewatch-test/job:test";
    static final String TOOLS = "framewatch-test/tools:test";

    private static final boolean OFFICIAL =
            Boolean.parseBoolean(System.getenv("FRAMEWATCH_OFFICIAL_IMAGES"));
    static final String PROMETHEUS =
            OFFICIAL ? "prom/prometheus:v3.5.0" : "framewatch-test/prometheus:latest";

    private static final String KAFKA =
            OFFICIAL ? "apache/kafka:4.2.0" : "framewatch-test/kafka:latest";
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path SCRIPTS = Path.of("src/test/docker").toAbsolutePath();

    private static boolean built;

    private Images() {}

    /** A broker as Testcontainers starts it. */
    static DockerImageName kafka() {
        return DockerImageName.parse(KAFKA).asCompatibleSubstituteFor("apache/kafka");
    }

    /**
     * Starts an engine if none answers, and builds all images, once in this process.
     *
     * @throws IOException if that fails, with the end of what was printed
     */
    static synchronized void build() throws IOException, InterruptedException {
        if (built) {
            return;
        }
        List<String> build = new ArrayList<>();
        build.add(DISTRIBUTION.resolve("bin/framewatch").toString());
        build.addAll(
                List.of("images", "build", "--repository", "framewatch-test", "--tag", "test"));
        if (OFFICIAL) {
            run(List.of(SCRIPTS.resolve("engine").toString()));
        } else {
            run(
                    List.of(
                            SCRIPTS.resolve("prepare").toString(),
                            DISTRIBUTION.toString(),
                            TARGET.resolve("images").toString(),
                            jarOf(AclCommand.class)));
            build.addAll(List.of("--base", "framewatch-test/jre"));
            build.addAll(List.of("--flink-base", "framewatch-test/flink"));
        }
        run(build);
        built = true;
    }

    private static String jarOf(Class<?> type) throws IOException {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IOException(type + " is in no file", e);
        }
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        TestingProgram.run(command, Map.of());
    }
}
