package io.framewatch.ingest.capture;

import static org.bytedeco.ffmpeg.global.avutil.*;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads FFmpeg and names its errors. Thread-safe. */
final class FfmpegLibrary {

    private static final Logger LOG = LoggerFactory.getLogger(FfmpegLibrary.class);

    static {
        FfmpegLog.install(); // loads the native library, which the numbers below need
        // Each camera works on its own thread only. JavaCV's graphs would start one a processor.
        av_cpu_force_count(1);
    }

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
                    Map.entry(AVERROR_HTTP_TOO_MANY_REQUESTS(), FailureReason.CAMERA_ERROR),
                    Map.entry(AVERROR_HTTP_OTHER_4XX(), FailureReason.CAMERA_ERROR),
                    Map.entry(AVERROR_HTTP_SERVER_ERROR(), FailureReason.CAMERA_ERROR),
                    Map.entry(AVERROR_EOF(), FailureReason.STREAM_ENDED),
                    Map.entry(AVERROR_EIO(), FailureReason.CONNECTION_FAILED),
                    Map.entry(AVERROR_ENOMEM(), FailureReason.NO_MEMORY),
                    Map.entry(AVERROR_EPIPE(), FailureReason.CONNECTION_LOST),
                    // The presets have no names for these; the numbers are those of Linux.
                    Map.entry(-93, FailureReason.TRANSPORT_REFUSED), // EPROTONOSUPPORT
                    Map.entry(-104, FailureReason.CONNECTION_LOST), // ECONNRESET
                    Map.entry(-110, FailureReason.TIMEOUT), // ETIMEDOUT
                    Map.entry(-111, FailureReason.REFUSED), // ECONNREFUSED
                    Map.entry(-101, FailureReason.UNREACHABLE), // ENETUNREACH
                    Map.entry(-113, FailureReason.UNREACHABLE)); // EHOSTUNREACH

    private FfmpegLibrary() {}

    /** Loads the native libraries, which the static initialiser does. Idempotent. */
    static void load() {
        LOG.debug("FFmpeg {}", av_version_info().getString());
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
            throw new CaptureException(
                    REASONS.getOrDefault(code, FailureReason.OTHER),
                    FfmpegLog.refusal().orElse(detail));
        }
    }
}
