package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.framewatch.benchmark.ComparisonReport.Speed;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobReportTest {

    private static final Speed JOB = new Speed(600, 3_000);
    private static final Speed PYTHON = new Speed(200, 9_000);
    private static final Speed PROCESSES = new Speed(400, 4_000);
    private static final Speed MAP = new Speed(300, 6_000);

    @Test
    void shouldHaveTheRatiosOfTheComparison() {
        JsonNode report = json(new ComparisonReport(JOB, PYTHON, PROCESSES, MAP));

        assertThat(report.at("/jobToPython").doubleValue()).isEqualTo(3);
        assertThat(report.at("/jobToPythonProcesses").doubleValue()).isEqualTo(1.5);
        assertThat(report.at("/jobToSingleFrameMap").doubleValue()).isEqualTo(2);
        assertThat(report.at("/comparison/python/framesPerSecond").doubleValue()).isEqualTo(200);
    }

    @Test
    void shouldHaveNullForWhatWasNotMeasured() {
        JsonNode withoutPython = json(new ComparisonReport(JOB, null, null, MAP));
        JsonNode without = json(null);

        assertThat(withoutPython.get("jobToPython").isNull()).isTrue();
        assertThat(withoutPython.get("jobToPythonProcesses").isNull()).isTrue();
        assertThat(withoutPython.get("jobToSingleFrameMap").doubleValue()).isEqualTo(2);
        assertThat(without.get("jobToPython").isNull()).isTrue();
        assertThat(without.get("jobToSingleFrameMap").isNull()).isTrue();
    }

    @Test
    void shouldTakeMediansOfRateAndProcessorTime() {
        assertThat(Speed.median(List.of(JOB, PYTHON, MAP))).isEqualTo(MAP);
        assertThat(Speed.median(List.of())).isNull();
    }

    private static JsonNode json(ComparisonReport comparison) {
        return JsonMapper.builder().build().valueToTree(JobReport.of(null, null, null, comparison));
    }
}
