package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.framewatch.benchmark.FaultsReport.Committed;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ClusterFaultsReportTest {

    private static final Committed UNDISTURBED =
            new Committed(List.of("a", "b"), List.of("1 STARTED"), List.of());

    private final Histogram brokers = new Histogram(3);
    private final Histogram ingests = new Histogram(3);

    @Test
    void shouldAddUpItsRuns() {
        FaultsReport equal = run(UNDISTURBED);
        FaultsReport different = run(new Committed(List.of("a", "a"), List.of(), List.of()));

        ClusterFaultsReport report = ClusterFaultsReport.of(7, List.of(equal, different), Map.of());

        assertThat(report.all().isEquivalent()).isFalse();
        assertThat(report.all().kills()).isEqualTo(4);
        assertThat(report.all().frames()).isEqualTo(4);
        assertThat(report.all().alerts()).isEqualTo(2);
        assertThat(report.all().differences())
                .isEqualTo(
                        new FaultsReport.Differences(
                                List.of("undisturbed only: 1 STARTED"), 1, 1, 0, 1));
    }

    @Test
    void shouldGiveRecoveryByFaultAndTogether() {
        brokers.recordValue(1_000);
        ingests.recordValue(3_000);

        ClusterFaultsReport report =
                ClusterFaultsReport.of(
                        7,
                        List.of(run(UNDISTURBED)),
                        Map.of(Fault.BROKER, brokers, Fault.INGEST, ingests));

        assertThat(report.recoverySecondsByFault().get(Fault.BROKER).max()).isEqualTo(1.0);
        assertThat(report.all().recoverySeconds().count()).isEqualTo(2);
        assertThat(report.toText()).contains("broker killed, 1 recoveries awaited: p50 1.0 s");
    }

    @Test
    void shouldHaveTheFieldsOfOneJobInItsJson() {
        JsonNode json =
                JsonMapper.builder()
                        .build()
                        .valueToTree(
                                ClusterFaultsReport.of(7, List.of(run(UNDISTURBED)), Map.of()));

        assertThat(json.fieldNames())
                .toIterable()
                .contains(
                        "runs",
                        "seed",
                        "kills",
                        "alertsDifferent",
                        "classificationsMissing",
                        "classificationsRepeated",
                        "unaccounted",
                        "recoverySeconds",
                        "recoverySecondsByFault");
    }

    private static FaultsReport run(Committed killed) {
        return FaultsReport.of(2, 2, UNDISTURBED, killed, new Histogram(3));
    }
}
