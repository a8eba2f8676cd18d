package io.framewatch.benchmark;

import java.io.PrintStream;
import java.util.Locale;

/** The report as lines for readers. */
final class JobReportText {

    private final PrintStream out;

    JobReportText(PrintStream out) {
        this.out = out;
    }

    void print(JobReport report) {
        print("raw", report.raw());
        print("jpeg", report.jpeg());
        line("parallel speed-up         %.2f", report.parallelSpeedUp());
        print(report.latency());
        line("job to Python             %.2f", report.jobToPython());
        line("job to Python processes   %.2f", report.jobToPythonProcesses());
        line("job to OpenVINO           %.2f", report.jobToOpenvino());
        line("job to OpenVINO processes %.2f", report.jobToOpenvinoProcesses());
        line("job to tuned              %.2f", report.jobToTuned());
        line("job to single-frame map   %.2f", report.jobToSingleFrameMap());
    }

    private void print(String name, EncodingReport report) {
        if (report == null) {
            return;
        }
        line(
                "%s: frames in %d, out %d",
                name, report.frames().framesIn(), report.frames().framesOut());
        line("  job             %.0f frames/s", report.rates().jobFramesPerSecond());
        line("  runtime alone   %.0f frames/s", report.rates().runtimeFramesPerSecond());
        line(
                "  job to runtime  %.2f; per core that the broker left %.2f",
                report.rates().jobToRuntime(), report.rates().jobToRuntimeWithoutBroker());
        line(
                "  speed-up        %.2f per core that the broker left; runtime alone %.2f",
                report.speedUps().parallelSpeedUp(), report.speedUps().runtimeSpeedUp());
        line("  heap            %.0f bytes a frame", report.costs().allocatedBytesPerFrame());
        report.costs()
                .cpuMicrosPerFrame()
                .forEach((part, micros) -> line("  %-19s %5.0f us a frame", part, micros));
    }

    private void print(LatencyReport latency) {
        line(
                "at %.0f frames/s: p50 %.0f ms, p99 %.0f ms; to stay within %.0f ms",
                latency.framesPerSecond(),
                latency.p50Millis(),
                latency.p99Millis(),
                latency.aim().aimMillis());
    }

    /** Lines of values that were not measured are left out. */
    private void line(String format, Object... values) {
        for (Object value : values) {
            if (value == null) {
                return;
            }
        }
        out.printf(Locale.ROOT, format + "%n", values);
    }
}
