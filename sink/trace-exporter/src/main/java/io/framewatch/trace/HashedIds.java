package io.framewatch.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Ids that are hashes of names: the same frame has the same trace, and each of its spans the same
 * id, whoever exports it and however often. The first 16 bytes of a SHA-256 name a trace, the first
 * 8 of another a span.
 *
 * <p>The SDK asks for ids when a span is started, on the thread that starts it. Not thread-safe.
 */
final class HashedIds implements IdGenerator {

    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;

    private String trace;
    private String span;

    /**
     * Names the span that is started next.
     *
     * @param trace what the trace is about
     * @param span the span, unique in the trace
     */
    void next(String trace, String span) {
        this.trace = trace;
        this.span = span;
    }

    @Override
    public String generateTraceId() {
        return traceId(trace);
    }

    @Override
    public String generateSpanId() {
        return spanId(trace, span);
    }

    /** Refers to a span, which need not have been exported by this process. */
    static SpanContext reference(String trace, String span) {
        return SpanContext.create(
                traceId(trace),
                spanId(trace, span),
                TraceFlags.getSampled(),
                TraceState.getDefault());
    }

    static String traceId(String trace) {
        return hash(trace, TRACE_BYTES);
    }

    /** A number from 0 to below 1 that is a trace's own, evenly spread over traces. */
    static double fraction(String trace) {
        long low = Long.parseUnsignedLong(traceId(trace).substring(SPAN_BYTES * 2), 16);
        return (low >>> 11) * 0x1.0p-53;
    }

    private static String spanId(String trace, String span) {
        return hash(trace + "#" + span, SPAN_BYTES);
    }

    private static String hash(String name, int bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
