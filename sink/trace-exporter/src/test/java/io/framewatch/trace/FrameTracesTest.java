package io.framewatch.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.Alert;
import io.framewatch.event.Classification;
import io.framewatch.event.FrameId;
import io.framewatch.event.FrameLocation;
import io.framewatch.event.Samples;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameTracesTest {

    private static final Instant READ = Instant.parse("2026-11-25T04:01:30.300Z");
    private static final FrameId FIRST = FrameId.parse("gate-1/1764043290123/55");

    private final HashedIds ids = new HashedIds();
    private final InMemorySpanExporter exported = InMemorySpanExporter.create();
    private final SdkTracerProvider tracers =
            SdkTracerProvider.builder()
                    .setIdGenerator(ids)
                    .addSpanProcessor(SimpleSpanProcessor.create(exported))
                    .build();

    @Test
    void shouldShowTheStagesOfAFrame() {
        traces(1).classified(Samples.CLASSIFICATION, READ);

        assertThat(exported.getFinishedSpanItems())
                .extracting(span -> span.getName() + " " + micros(span))
                .containsExactly(
                        "frame 176544",
                        "ingest 76544",
                        "decode 2100",
                        "wait 15000",
                        "infer 9800",
                        "deliver 73099");
        SpanData frame = span("frame");
        assertThat(frame.getParentSpanContext().isValid()).isFalse();
        assertThat(exported.getFinishedSpanItems().subList(1, 6))
                .allMatch(span -> span.getParentSpanId().equals(frame.getSpanId()))
                .allMatch(span -> span.getTraceId().equals(frame.getTraceId()));
        assertThat(text(frame, "framewatch.frame")).isEqualTo("gate-1/1764043290123/57");
        assertThat(text(frame, "framewatch.label")).isEqualTo("car");
        assertThat(text(frame, "framewatch.model.name")).isEqualTo("mobile-former-26m");
        assertThat(text(frame, "messaging.destination.name")).isEqualTo("framewatch.frames");
    }

    @Test
    void shouldGiveTheSameIdsAgain() {
        traces(1).classified(Samples.CLASSIFICATION, READ);
        List<String> first = idsOfSpans();
        exported.reset();

        traces(1).classified(Samples.CLASSIFICATION, READ.plusSeconds(9));

        assertThat(idsOfSpans()).isEqualTo(first).doesNotHaveDuplicates();
        // printf gate-1/1764043290123/57 | sha256sum
        assertThat(span("frame").getTraceId()).isEqualTo("c1e7eb948d6d660ecd861877d09b6e6a");
    }

    @Test
    void shouldPutAnAlertIntoTheTraceOfItsFirstFrame() {
        FrameTraces traces = traces(0);
        traces.classified(Samples.CLASSIFICATION, READ);
        traces.classified(result(FIRST), READ);

        traces.changed(Samples.STARTED, Instant.parse("2026-11-25T04:01:30.6Z"));

        SpanData frame = span("frame");
        SpanData alert = span("alert started");
        assertThat(text(frame, "framewatch.frame")).isEqualTo(FIRST.toString());
        assertThat(alert.getTraceId()).isEqualTo(frame.getTraceId());
        assertThat(alert.getParentSpanId()).isEqualTo(frame.getSpanId());
        assertThat(micros(alert)).isEqualTo(476_544);
        assertThat(text(alert, "framewatch.alert")).isEqualTo(Samples.STARTED.id());
        assertThat(exported.getFinishedSpanItems())
                .filteredOn(span -> span.getParentSpanId().equals(alert.getSpanId()))
                .extracting(span -> span.getName() + " " + micros(span))
                .containsExactly("decide 400000", "deliver 76544");
    }

    @Test
    void shouldShowTheFrameOfAnAlertThatWasReadFirst() {
        FrameTraces traces = traces(0);
        traces.changed(Samples.STARTED, READ);

        traces.classified(result(FIRST), READ);
        traces.classified(result(FIRST), READ);

        assertThat(exported.getFinishedSpanItems())
                .filteredOn(span -> span.getName().equals("frame"))
                .singleElement()
                .satisfies(
                        frame ->
                                assertThat(frame.getSpanId())
                                        .isEqualTo(span("alert started").getParentSpanId()));
    }

    @Test
    void shouldShowAnAlertAgainThatEnds() {
        FrameTraces traces = traces(0);
        traces.changed(Samples.STARTED, READ);
        traces.changed(Samples.ENDED, Samples.ENDED.change().decidedAt().plusMillis(20));

        SpanData ended = span("alert ended");
        assertThat(ended.getTraceId()).isEqualTo(span("alert started").getTraceId());
        assertThat(micros(ended)).isEqualTo(20_000);
    }

    @Test
    void shouldGiveAnAlertWithoutFramesATraceOfItsOwn() {
        Alert alert =
                new Alert(
                        "dark/gate-1/1764043290123",
                        new Alert.Trigger("dark", null, Samples.GATE, "dark"),
                        Samples.STARTED.change(),
                        Alert.Peak.NONE);

        traces(0).changed(alert, READ.plusSeconds(1));

        assertThat(span("alert started").getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void shouldShowThatAFrameWasShed() {
        traces(1).shed(Samples.SHED, Samples.SHED.captureTime().plusMillis(2_300));

        assertThat(text(span("frame"), "framewatch.outcome")).isEqualTo("shed");
        assertThat(micros(span("ingest"))).isEqualTo(2_100_000);
    }

    @Test
    void shouldNotGiveSpansANegativeLength() {
        traces(1).classified(Samples.CLASSIFICATION, READ.minus(Duration.ofHours(1)));

        assertThat(micros(span("frame"))).isZero();
        assertThat(micros(span("deliver"))).isZero();
    }

    @Test
    void shouldTakeTheAskedPartOfAllFrames() {
        FrameTraces traces = traces(0.25);

        IntStream.range(0, 4000)
                .mapToObj(i -> result(new FrameId(Samples.GATE, 1764043290123L, i)))
                .forEach(result -> traces.classified(result, READ));

        assertThat(exported.getFinishedSpanItems().size() / 6).isBetween(900, 1100);
    }

    private FrameTraces traces(double sample) {
        return new FrameTraces(new TraceSpans(tracers.get("test"), ids), sample);
    }

    private SpanData span(String name) {
        return exported.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<String> idsOfSpans() {
        return exported.getFinishedSpanItems().stream()
                .map(span -> span.getTraceId() + "/" + span.getSpanId())
                .toList();
    }

    private static Classification result(FrameId frame) {
        Classification sample = Samples.CLASSIFICATION;
        return new Classification(
                frame.camera(),
                new FrameLocation(frame, "framewatch.frames", 3, 4709),
                sample.times(),
                sample.classifier(),
                sample.scores(),
                sample.timing());
    }

    private static String text(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.stringKey(key));
    }

    private static long micros(SpanData span) {
        return (span.getEndEpochNanos() - span.getStartEpochNanos()) / 1000;
    }
}
