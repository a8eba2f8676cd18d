package io.framewatch.ingest.capture;

import static org.bytedeco.ffmpeg.global.avutil.*;

import io.framewatch.configuration.Redaction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.javacpp.BytePointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads FFmpeg, keeps logins out of its log, hears in it what data was lost, and names its errors.
 * Thread-safe.
 */
final class FfmpegLibrary {

    private static final Logger LOG = LoggerFactory.getLogger(FfmpegLibrary.class);

    /**
     * Lost RTP packets, and what decoders miss: FFmpeg says so nowhere else, or only with a picture
     * that comes out later.
     */
    private static final Pattern LOSS =
            Pattern.compile(
                    "RTP: missed|error while decoding|concealing|issing reference"
                            + "|reference picture missing|Could not find ref with POC");

    private static final ThreadLocal<Boolean> HEARD_LOSS = ThreadLocal.withInitial(() -> false);
    private static final LogCallback LOG_CALLBACK = new RedactedLog();
    private static final Map<Integer, FailureReason> REASONS =
            Map.ofEntries(
                    Map.entry(AVERROR_ENOENT(), FailureReason.NO_SUCH_FILE),
                    Map.entry(AVERROR_ENODEV(), FailureReason.NO_SUCH_FILE),
                    Map.entry(AVERROR_EACCES(), FailureReason.NO_PERMISSION),
                    Map.entry(AVERROR_EPERM(), FailureReason.NO_PERMISSION),
                    Map.entry(AVERROR_INVALIDDATA(), FailureReason.NOT_A_VIDEO),
                    Map.entry(AVERROR_STREAM_NOT_FOUND(), FailureReason.NO_VIDEO_TRACK),
                    Map.entry(AVERROR_DECODER_NOT_FOUND(), FailureReason.UNKNOWN_CODEC),
                    Map.entry(AVERROR_DEMUXER_NOT_FOUND(), FailureReason.UNSUPPORTED_ADDRESS),
                    Map.entry(AVERROR_PROTOCOL_NOT_FOUND(), FailureReason.UNSUPPORTED_ADDRESS),
                    Map.entry(AVERROR_HTTP_UNAUTHORIZED(), FailureReason.UNAUTHORIZED),
                    Map.entry(AVERROR_HTTP_FORBIDDEN(), FailureReason.FORBIDDEN),
                    Map.entry(AVERROR_HTTP_NOT_FOUND(), FailureReason.NO_SUCH_STREAM),
                    Map.entry(AVERROR_HTTP_BAD_REQUEST(), FailureReason.CAMERA_ERROR),
                    Map.entry(AVERROR_HTTP_OTHER_4XX(), FailureReason.CAMERA_ERROR),
                    Map.entry(AVERROR_HTTP_SERVER_ERROR(), FailureReason.CAMERA_ERROR),
                    Map.entry(AVERROR_EOF(), FailureReason.STREAM_ENDED),
                    Map.entry(AVERROR_EIO(), FailureReason.CONNECTION_FAILED),
                    Map.entry(AVERROR_EPIPE(), FailureReason.CONNECTION_LOST),
                    // The presets have no names for these; the numbers are those of Linux.
                    Map.entry(-104, FailureReason.CONNECTION_LOST), // ECONNRESET
                    Map.entry(-110, FailureReason.TIMEOUT), // ETIMEDOUT
                    Map.entry(-111, FailureReason.REFUSED), // ECONNREFUSED
                    Map.entry(-101, FailureReason.UNREACHABLE), // ENETUNREACH
                    Map.entry(-113, FailureReason.UNREACHABLE)); // EHOSTUNREACH

    static {
        av_log_set_level(LOG.isTraceEnabled() ? AV_LOG_DEBUG : AV_LOG_INFO);
        setLogCallback(LOG_CALLBACK);
        // Each camera works on its own thread only. JavaCV's graphs would start one a processor.
        av_cpu_force_count(1);
    }

    private FfmpegLibrary() {}

    /** Loads the native libraries, which the static initialiser does. Idempotent. */
    static void load() {
        LOG.debug("FFmpeg {}", av_version_info().getString());
    }

    /**
     * Whether FFmpeg has logged on this thread, since the last call of this method, that data was
     * lost or cannot be decoded.
     */
    static boolean takeLoss() {
        boolean loss = HEARD_LOSS.get();
        HEARD_LOSS.set(false);
        return loss;
    }

    /**
     * Checks what a function of FFmpeg returned.
     *
     * @throws CaptureException if it is an error
     */
    static void check(int code) throws CaptureException {
        if (code < 0) {
            byte[] text = new byte[AV_ERROR_MAX_STRING_SIZE];
            av_strerror(code, text, text.length);
            String detail = new String(text, StandardCharsets.UTF_8).split("\0", 2)[0];
            throw new CaptureException(REASONS.getOrDefault(code, FailureReason.OTHER), detail);
        }
    }

    /** FFmpeg prints URLs with passwords. */
    private static final class RedactedLog extends LogCallback {
        @Override
        public void call(int level, BytePointer message) {
            String text = message.getString();
            if (LOSS.matcher(text).find()) {
                HEARD_LOSS.set(true);
            }
            if (level <= AV_LOG_FATAL) {
                LOG.warn(Redaction.hide(text.strip()));
            } else if (level <= AV_LOG_WARNING ? LOG.isDebugEnabled() : LOG.isTraceEnabled()) {
                LOG.debug(Redaction.hide(text.strip()));
            }
        }
    }
}
