package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.cli.Home;
import io.framewatch.cli.Workspace;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The short form of {@code ./framewatch bench faults}. */
class FaultsBenchITCase {

    private static final Home HOME = new Home(Path.of("../distribution"));
    private static final int KILLS = 2;

    @Test
    @Timeout(600)
    void shouldCommitWhatAnUndisturbedJobDoes() throws Exception {
        try (Workspace workspace = Workspace.create()) {
            FaultsReport report = new FaultsBench(HOME, workspace, line -> {}).run(KILLS, 7);

            assertThat(report.isEquivalent()).as(report.toText()).isTrue();
            assertThat(report.alerts()).isPositive();
            assertThat(report.recoverySeconds().p99()).isPositive();
        }
    }
}
