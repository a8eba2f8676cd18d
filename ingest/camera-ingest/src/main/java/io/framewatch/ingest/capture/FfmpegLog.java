package io.framewatch.ingest.capture;

import static org.bytedeco.ffmpeg.global.avutil.*;

import io.framewatch.configuration.Redaction;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.javacpp.BytePointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * FFmpeg's log: written on without secrets, and searched for what FFmpeg says nowhere else. Each
 * thread hears what was said in its own calls. Thread-safe.
 */
final class FfmpegLog {

    private static final Logger LOG = LoggerFactory.getLogger(FfmpegLog.class);

    /** Lost RTP packets, and what decoders miss before its picture comes out. */
    private static final Pattern LOSS =
            Pattern.compile(
                    "RTP: missed|error while decoding|concealing|issing reference"
                            + "|reference picture missing|Could not find ref with POC");

    /** What a camera answers that refuses a request. */
    private static final Pattern REFUSAL =
            Pattern.compile("(?:method (\\w+) failed:|HTTP error) (\\d{3}) ?([^\\r\\n]*)");

    private static final Pattern REDIRECT = Pattern.compile("Status \\d+: Redirecting to");

    private static final ThreadLocal<FfmpegLog> HEARD = ThreadLocal.withInitial(FfmpegLog::new);
    private static final LogCallback CALLBACK = new Callback();

    private boolean loss;
    private String refusal;
    private int redirects;
    private int maxRedirects;

    private FfmpegLog() {}

    /** Takes FFmpeg's log over. */
    static void install() {
        av_log_set_level(LOG.isTraceEnabled() ? AV_LOG_DEBUG : AV_LOG_INFO);
        setLogCallback(CALLBACK);
    }

    /**
     * Forgets what this thread has heard, as it opens another input.
     *
     * @param maxRedirects how often the camera may send its client elsewhere
     */
    static void begin(int maxRedirects) {
        HEARD.remove();
        HEARD.get().maxRedirects = maxRedirects;
    }

    /** Whether data was lost, or could not be decoded, since the last call of this method. */
    static boolean takeLoss() {
        FfmpegLog heard = HEARD.get();
        boolean loss = heard.loss;
        heard.loss = false;
        return loss;
    }

    /** What the camera answered last as it refused, such as {@code SETUP: 461 Unsupported}. */
    static Optional<String> refusal() {
        return Optional.ofNullable(HEARD.get().refusal);
    }

    /** Whether the camera sends its client in circles, which FFmpeg follows for ever on RTSP. */
    static boolean redirectsTooOften() {
        return HEARD.get().redirects > HEARD.get().maxRedirects;
    }

    private void hear(String text) {
        loss |= LOSS.matcher(text).find();
        Matcher answer = REFUSAL.matcher(text);
        if (answer.find()) {
            String method = answer.group(1) == null ? "" : answer.group(1) + ": ";
            refusal = (method + answer.group(2) + " " + answer.group(3)).strip();
        }
        redirects += REDIRECT.matcher(text).find() ? 1 : 0;
    }

    private static final class Callback extends LogCallback {
        @Override
        public void call(int level, BytePointer message) {
            String text = message.getString();
            HEARD.get().hear(text);
            if (level <= AV_LOG_FATAL) {
                LOG.warn(Redaction.hide(text.strip()));
            } else if (level <= AV_LOG_WARNING ? LOG.isDebugEnabled() : LOG.isTraceEnabled()) {
                LOG.debug(Redaction.hide(text.strip()));
            }
        }
    }
}
