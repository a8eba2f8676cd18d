package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.cli.Home;
import io.framewatch.cli.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code ./framewatch bench faults --cluster}. */
class ClusterFaultsITCase {

    /** Its two kills come one after the other's recovery. */
    private static final long SEED = 9;

    @TempDir private Path folder;

    @Test
    @Timeout(900)
    void shouldCommitWhatAnUndisturbedJobDoes() throws Exception {
        try (Workspace workspace = Workspace.create()) {
            ClusterFaultsReport report =
                    new ClusterFaultsBench(distribution(), workspace, line -> {})
                            .run(1, SEED, List.of(Fault.TASK_MANAGER, Fault.JOB_MANAGER));

            assertThat(report.all().isEquivalent()).as(report.toText()).isTrue();
            assertThat(report.all().kills()).isEqualTo(2);
            assertThat(report.all().alerts()).isPositive();
            assertThat(report.all().recoverySeconds().count()).isEqualTo(2);
        }
    }

    /** The folder of the distribution, which is made after the tests. */
    private Home distribution() throws IOException {
        link("models", "../distribution/models");
        link("clips", "../distribution/clips");
        link("job/framewatch-job.jar", "../../flink-job/target/framewatch-job.jar");
        return new Home(folder);
    }

    private void link(String name, String target) throws IOException {
        Path link = folder.resolve(name);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of(target).toRealPath());
    }
}
