package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

class JobReportTest {

    @Test
    void shouldHaveTheRatiosOfTheComparison() {
        JsonNode report = json(new ComparisonReport(600, 200.0, 300));

        assertThat(report.at("/jobToPython").doubleValue()).isEqualTo(3);
        assertThat(report.at("/jobToSingleFrameMap").doubleValue()).isEqualTo(2);
        assertThat(report.at("/comparison/pythonFramesPerSecond").doubleValue()).isEqualTo(200);
    }

    @Test
    void shouldHaveNullForWhatWasNotMeasured() {
        JsonNode withoutPython = json(new ComparisonReport(600, null, 300));
        JsonNode without = json(null);

        assertThat(withoutPython.get("jobToPython").isNull()).isTrue();
        assertThat(withoutPython.get("jobToSingleFrameMap").doubleValue()).isEqualTo(2);
        assertThat(without.get("jobToPython").isNull()).isTrue();
        assertThat(without.get("jobToSingleFrameMap").isNull()).isTrue();
    }

    private static JsonNode json(ComparisonReport comparison) {
        return JsonMapper.builder().build().valueToTree(JobReport.of(null, null, comparison));
    }
}
