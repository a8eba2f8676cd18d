package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.cli.Home;
import io.framewatch.cli.Workspace;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The short form of {@code ./framewatch bench faults --cluster}. */
class ClusterFaultsITCase {

    private static final Home HOME = new Home(Path.of("../distribution"));
    private static final Path JOB_JAR = Path.of("../../flink-job/target/framewatch-job.jar");

    /** Its two kills come one after the other's recovery. */
    private static final long SEED = 9;

    @Test
    @Timeout(900)
    void shouldCommitWhatAnUndisturbedJobDoes() throws Exception {
        try (Workspace workspace = Workspace.create()) {
            ClusterFaultsReport report =
                    new ClusterFaultsBench(HOME, JOB_JAR, workspace, line -> {})
                            .run(1, SEED, List.of(Fault.TASK_MANAGER, Fault.JOB_MANAGER));

            assertThat(report.all().isEquivalent()).as(report.toText()).isTrue();
            assertThat(report.all().kills()).isEqualTo(2);
            assertThat(report.all().alerts()).isPositive();
            assertThat(report.all().recoverySeconds().count()).isEqualTo(2);
        }
    }
}
