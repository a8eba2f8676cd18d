package io.framewatch.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;

/** Writes spans whose times and ids are given, see {@link HashedIds}. Not thread-safe. */
final class TraceSpans {

    private final Tracer tracer;
    private final HashedIds ids;

    /**
     * @param ids gives the tracer its ids
     */
    TraceSpans(Tracer tracer, HashedIds ids) {
        this.tracer = tracer;
        this.ids = ids;
    }

    /**
     * A span.
     *
     * @param trace what the trace is about, a frame id for example
     * @param id the span, unique in the trace
     * @param name what such spans are called
     */
    record Name(String trace, String id, String name) {

        Name(String trace, String name) {
            this(trace, name, name);
        }

        /** A part of this span. */
        Name part(String part) {
            return new Name(trace, id + "/" + part, part);
        }

        SpanContext reference() {
            return HashedIds.reference(trace, id);
        }
    }

    /** From one time to another; clocks of two machines may have them in the wrong order. */
    record Interval(Instant from, Instant to) {

        Interval {
            if (to.isBefore(from)) {
                to = from;
            }
        }
    }

    /** Writes the first span of a trace. */
    void root(Name name, Interval interval, Attributes attributes) {
        write(name, builder(name).setNoParent(), interval, attributes);
    }

    /** Writes a part of another span. */
    void child(Name parent, Name name, Interval interval, Attributes attributes) {
        Context context = Context.root().with(Span.wrap(parent.reference()));
        write(name, builder(name).setParent(context), interval, attributes);
    }

    private SpanBuilder builder(Name name) {
        return tracer.spanBuilder(name.name());
    }

    private void write(Name name, SpanBuilder builder, Interval interval, Attributes attributes) {
        ids.next(name.trace(), name.id());
        builder.setStartTimestamp(interval.from())
                .setAllAttributes(attributes)
                .startSpan()
                .end(interval.to());
    }
}
