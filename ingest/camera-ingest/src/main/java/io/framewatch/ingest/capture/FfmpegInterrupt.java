package io.framewatch.ingest.capture;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.Pointer;

/**
 * Has FFmpeg ask a {@link Deadline} while it waits, so that its calls end in time. One callback
 * serves all inputs, as JavaCPP has room for ten. Thread-safe.
 */
final class FfmpegInterrupt implements AutoCloseable {

    /** By the id that FFmpeg hands to the callback. */
    private static final Map<Long, Deadline> DEADLINES = new ConcurrentHashMap<>();

    private static final AtomicLong NEXT_ID = new AtomicLong(1);
    private static final AVIOInterruptCB.Callback_Pointer CALLBACK = new Callback();

    private final long id = NEXT_ID.getAndIncrement();

    FfmpegInterrupt(Deadline deadline) {
        DEADLINES.put(id, deadline);
    }

    /** To be called before the context is opened. */
    void installIn(AVFormatContext context) {
        context.interrupt_callback().callback(CALLBACK).opaque(new Id(id));
    }

    /** Ends all calls from now on. Idempotent. */
    @Override
    public void close() {
        DEADLINES.remove(id);
    }

    /** A number where FFmpeg wants a pointer; nobody ever looks where it points. */
    private static final class Id extends Pointer {
        private Id(long id) {
            address = id;
        }
    }

    private static final class Callback extends AVIOInterruptCB.Callback_Pointer {
        @Override
        public int call(Pointer opaque) {
            Deadline deadline = DEADLINES.get(opaque.address());
            boolean over = deadline == null || deadline.isExpired();
            return over || FfmpegLog.redirectsTooOften() ? 1 : 0;
        }
    }
}
