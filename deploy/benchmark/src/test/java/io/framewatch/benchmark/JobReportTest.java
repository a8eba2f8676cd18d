package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.framewatch.benchmark.ComparisonReport.Implementation;
import io.framewatch.benchmark.ComparisonReport.Speed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobReportTest {

    private static final Speed JOB = new Speed(600, 3_000);
    private static final Speed PYTHON = new Speed(200, 9_000);
    private static final Speed PROCESSES = new Speed(400, 4_000);
    private static final Speed MAP = new Speed(300, 6_000);

    @Test
    void shouldHaveTheRatiosOfTheComparison() {
        JsonNode report =
                json(
                        new ComparisonReport(
                                Map.of(
                                        Implementation.JOB, JOB,
                                        Implementation.TUNED, MAP,
                                        Implementation.PYTHON, PYTHON,
                                        Implementation.PYTHON_PROCESSES, PROCESSES,
                                        Implementation.OPENVINO, PYTHON,
                                        Implementation.OPENVINO_PROCESSES, PROCESSES,
                                        Implementation.SINGLE_FRAME_MAP, MAP)));

        assertThat(report.at("/jobToPython").doubleValue()).isEqualTo(3);
        assertThat(report.at("/jobToPythonProcesses").doubleValue()).isEqualTo(1.5);
        assertThat(report.at("/jobToOpenvino").doubleValue()).isEqualTo(3);
        assertThat(report.at("/jobToOpenvinoProcesses").doubleValue()).isEqualTo(1.5);
        assertThat(report.at("/jobToTuned").doubleValue()).isEqualTo(2);
        assertThat(report.at("/jobToSingleFrameMap").doubleValue()).isEqualTo(2);
        assertThat(report.at("/comparison/python/framesPerSecond").doubleValue()).isEqualTo(200);
    }

    @Test
    void shouldHaveNullForWhatWasNotMeasured() {
        JsonNode withoutPython =
                json(
                        new ComparisonReport(
                                Map.of(
                                        Implementation.JOB,
                                        JOB,
                                        Implementation.SINGLE_FRAME_MAP,
                                        MAP)));
        JsonNode without = json(null);

        assertThat(withoutPython.get("jobToPython").isNull()).isTrue();
        assertThat(withoutPython.get("jobToPythonProcesses").isNull()).isTrue();
        assertThat(withoutPython.get("jobToSingleFrameMap").doubleValue()).isEqualTo(2);
        assertThat(without.get("jobToPython").isNull()).isTrue();
        assertThat(without.get("jobToSingleFrameMap").isNull()).isTrue();
    }

    @Test
    void shouldWriteTheExactJson() throws Exception {
        Map<Part, Usage.Counts> used =
                Map.of(Part.CLASSIFY, new Usage.Counts(500_000_000, 1_500_000));
        Round round =
                new Round(
                        new RuntimeLoop.Run(1000, 1, 2),
                        new RuntimeLoop.Run(500, 1, 1),
                        new JobRun.Window(500, 1, used, 0),
                        new JobRun.Window(250, 1, used, 0));
        EncodingReport raw =
                EncodingReport.of(new JobRun.Whole(12, 11, 7.5), 150.5, List.of(round));
        Stretches latencies = new Stretches(Instant.EPOCH, 1);
        latencies.record(Instant.EPOCH, Duration.ofMillis(40));
        LatencyReport latency =
                LatencyReport.of(latencies, 250, Duration.ofMillis(20), Duration.ofMillis(4));

        String json =
                new JsonMapper()
                        .writeValueAsString(
                                new JobReport(
                                        raw,
                                        null,
                                        latency,
                                        new ComparisonReport(
                                                Map.of(
                                                        Implementation.JOB,
                                                        JOB,
                                                        Implementation.PYTHON,
                                                        PYTHON,
                                                        Implementation.SINGLE_FRAME_MAP,
                                                        MAP))));

        assertThat(json)
                .isEqualTo(
                        "{\"raw\":{\"framesIn\":12,\"framesOut\":11,\"frameBytes\":150.5,"
                                + "\"meanBatch\":7.5,\"jobFramesPerSecond\":500.0,"
                                + "\"runtimeFramesPerSecond\":1000.0,\"jobToRuntime\":0.5,"
                                + "\"jobToRuntimeWithoutBroker\":0.5,\"parallelSpeedUp\":2.0,"
                                + "\"runtimeSpeedUp\":2.0,\"allocatedBytesPerFrame\":3000.0,"
                                + "\"cpuMicrosPerFrame\":{\"runtime alone\":2000.0,"
                                + "\"classify tasks\":1000.0,\"Kafka consumers\":0.0,"
                                + "\"alert tasks\":0.0,\"ledger tasks\":0.0,"
                                + "\"Kafka producers\":0.0,"
                                + "\"other threads\":0.0,\"compiler\":0.0,\"collector\":0.0,"
                                + "\"broker\":0.0}},\"jpeg\":null,"
                                + "\"parallelSpeedUp\":2.0,"
                                + "\"latency\":{\"frames\":1,\"framesPerSecond\":250.0,"
                                + "\"p50Millis\":40.0,\"p99Millis\":40.0,"
                                + "\"p99MillisByStretch\":[40.0],\"maxDelayMillis\":20,"
                                + "\"batchMillis\":4.0,\"aimMillis\":32.0},"
                                + "\"jobToPython\":3.0,\"jobToPythonProcesses\":null,"
                                + "\"jobToOpenvino\":null,\"jobToOpenvinoProcesses\":null,"
                                + "\"jobToTuned\":null,"
                                + "\"jobToSingleFrameMap\":2.0,"
                                + "\"comparison\":{\"job\":{\"framesPerSecond\":600.0,"
                                + "\"cpuMicrosPerFrame\":3000.0},\"tuned\":null,"
                                + "\"python\":{\"framesPerSecond\":200.0,"
                                + "\"cpuMicrosPerFrame\":9000.0},\"pythonProcesses\":null,"
                                + "\"openvino\":null,\"openvinoProcesses\":null,"
                                + "\"singleFrameMap\":{\"framesPerSecond\":300.0,"
                                + "\"cpuMicrosPerFrame\":6000.0}}}");
    }

    @Test
    void shouldTakeMediansOfRateAndProcessorTime() {
        assertThat(Speed.median(List.of(JOB, PYTHON, MAP))).isEqualTo(MAP);
        assertThat(Speed.median(List.of())).isNull();
    }

    private static JsonNode json(ComparisonReport comparison) {
        return JsonMapper.builder()
                .build()
                .valueToTree(new JobReport(null, null, null, comparison));
    }
}
