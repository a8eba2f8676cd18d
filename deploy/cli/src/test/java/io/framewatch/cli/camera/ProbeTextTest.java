package io.framewatch.cli.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.ingest.capture.Fingerprint;
import io.framewatch.ingest.capture.ProbeReport;
import io.framewatch.ingest.capture.ProbeReport.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProbeTextTest {

    @Test
    void shouldNameWhatTheCameraNeedsInTheCommandToAddIt() {
        String fingerprint = "AB:".repeat(31) + "AB";

        String text =
                text(
                        new Connection(true, new Fingerprint(fingerprint)),
                        Map.of("transport", "tcp"));

        assertThat(text.lines())
                .contains("transport     udp", "certificate   " + fingerprint)
                .endsWith(
                        "add it: framewatch camera add ID --config FILE --uri rtsps://cam/stream"
                                + " --transport udp --certificate "
                                + fingerprint
                                + " [--credentials ID]");
    }

    @Test
    void shouldNameNothingThatTheCameraDoesNotNeed() {
        assertThat(text(new Connection(false, null), Map.of()))
                .doesNotContain("transport")
                .doesNotContain("certificate");
    }

    private static String text(Connection connection, Map<String, Object> options) {
        ProbeReport report =
                new ProbeReport(
                        new ProbeReport.Track("h264", "yuv420p", 640, 480, 25, 1),
                        new ProbeReport.Pictures(10, 0, 25, 1),
                        ProbeReport.TimeStamps.GOOD,
                        List.of(),
                        connection,
                        new byte[3]);
        return new ProbeText(report, "rtsps://cam/stream", options).toText();
    }
}
