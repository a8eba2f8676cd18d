package io.framewatch.ingest.capture;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swscale.*;

import io.framewatch.configuration.Redaction;
import io.framewatch.ingest.capture.Fit.Placement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A video that FFmpeg opens, decodes and scales. But for {@link FfmpegDevices} this is the only
 * class that touches FFmpeg, which is why it is longer than others: no native type leaves it, and
 * everything native that it opens is released by {@link #close()}.
 *
 * <p>FFmpeg asks the {@link Deadline} while it waits, so no call waits longer than it should. Each
 * camera decodes on its own thread only: many cameras share the processors, and FFmpeg's frame
 * threads would delay every picture.
 */
final class FfmpegVideo implements Video {

    private static final Logger LOG = LoggerFactory.getLogger(FfmpegVideo.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    private static final int NO_PICTURE_FACTOR = 6;
    private static final long INCOMPLETE_MICROS = 500_000;
    private static final int CHANNELS = 3;
    private static final int FRAME_FLAG_CORRUPT = 1; // AV_FRAME_FLAG_CORRUPT, not in the presets

    private static final AVRational MICROSECOND = new AVRational().num(1).den(1_000_000);

    /** Deadlines of all open videos by the id that FFmpeg hands to {@link #INTERRUPT}. */
    private static final Map<Long, Deadline> DEADLINES = new ConcurrentHashMap<>();

    private static final AtomicLong NEXT_ID = new AtomicLong(1);
    private static final AVIOInterruptCB.Callback_Pointer INTERRUPT = new Interrupt();
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
        av_log_set_level(
                LOG.isTraceEnabled()
                        ? AV_LOG_DEBUG
                        : LOG.isDebugEnabled() ? AV_LOG_WARNING : AV_LOG_FATAL);
        setLogCallback(LOG_CALLBACK);
    }

    private final VideoSource source;
    private final Deadline deadline;
    private final long id = NEXT_ID.getAndIncrement();
    private final AVFrame frame = av_frame_alloc();
    private final AVFrame scaled = av_frame_alloc();
    private final AVPacket packet = av_packet_alloc();
    private final SwsContext scaler = sws_alloc_context();
    private AVFormatContext input = new AVFormatContext(null);
    private AVCodecContext decoder = new AVCodecContext(null);
    private AVStream stream;
    private long waitingSince;
    private long endMicros = NO_PTS;
    private boolean lastPacketDamaged;
    private boolean closed;

    private FfmpegVideo(VideoSource source, Deadline deadline) {
        this.source = source;
        this.deadline = deadline;
        // Widened by the scale when it shrinks, this filter is the antialiased bilinear one that
        // the weights of ImageNet classifiers have seen.
        scaler.flags(SWS_BILINEAR | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT);
        DEADLINES.put(id, deadline);
    }

    /** Loads the native libraries, which the static initialiser does. */
    static void load() {
        LOG.debug("FFmpeg {}", av_version_info().getString());
    }

    /** Opens a video, see {@link Opener}. */
    static Video open(VideoSource source, Deadline deadline) throws CaptureException {
        FfmpegVideo video = new FfmpegVideo(source, deadline);
        try {
            video.openInput();
            video.openDecoder();
            return video;
        } catch (CaptureException | RuntimeException | Error e) {
            video.close();
            throw e;
        }
    }

    @Override
    public boolean next() throws CaptureException {
        waitingSince = System.nanoTime();
        while (true) {
            int code = avcodec_receive_frame(decoder, frame);
            if (code >= 0) {
                endMicros = ptsMicros() == NO_PTS ? NO_PTS : ptsMicros() + durationMicros();
                return true;
            }
            if (code == AVERROR_EOF()) {
                return endOfVideo();
            }
            decodeNextPacket(); // also after an error: it concerned the packet before
        }
    }

    @Override
    public long ptsMicros() {
        long pts = frame.best_effort_timestamp();
        return pts == AV_NOPTS_VALUE() ? NO_PTS : micros(pts);
    }

    @Override
    public long durationMicros() {
        if (frame.duration() > 0) {
            return micros(frame.duration());
        }
        AVRational rate = av_guess_frame_rate(input, stream, frame);
        return rate.num() == 0 ? 0 : 1_000_000L * rate.den() / rate.num();
    }

    @Override
    public boolean isDamaged() {
        return frame.decode_error_flags() != 0 || (frame.flags() & FRAME_FLAG_CORRUPT) != 0;
    }

    @Override
    public byte[] rgb(Fit fit) throws CaptureException {
        Placement place = fit.place(frame.width(), frame.height());
        prepareScaled(place);
        if (frame.colorspace() == AVCOL_SPC_UNSPECIFIED) {
            // What cameras mean when they do not say: BT.709 from 720 lines on, else BT.601.
            frame.colorspace(frame.height() >= 720 ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M);
        }
        check(sws_scale_frame(scaler, scaled, frame));
        return copy(place);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        deadline.arm(CLOSE_TIMEOUT); // a camera is told that we leave
        avformat_close_input(input);
        deadline.disarm();
        DEADLINES.remove(id);
        avcodec_free_context(decoder);
        sws_free_context(scaler);
        av_packet_free(packet);
        av_frame_free(scaled);
        av_frame_free(frame);
    }

    private void openInput() throws CaptureException {
        if (source.isDevice()) {
            FfmpegDevices.register();
        }
        input = avformat_alloc_context();
        input.interrupt_callback().callback(INTERRUPT).opaque(new Id(id));
        AVInputFormat format =
                source.format() == null ? null : av_find_input_format(source.format());
        AVDictionary options = new AVDictionary(null);
        source.options().forEach((name, value) -> av_dict_set(options, name, value, 0));
        try {
            deadline.arm(source.timeout());
            check(avformat_open_input(input, source.url(), format, options));
            deadline.arm(source.timeout());
            check(avformat_find_stream_info(input, (PointerPointer<?>) null));
            checkInTime(); // it makes do with what came until then
        } finally {
            deadline.disarm();
            av_dict_free(options);
        }
    }

    private void openDecoder() throws CaptureException {
        int index = av_find_best_stream(input, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
        check(index);
        for (int i = 0; i < input.nb_streams(); i++) {
            input.streams(i).discard(i == index ? AVDISCARD_DEFAULT : AVDISCARD_ALL);
        }
        stream = input.streams(index);
        int codecId = stream.codecpar().codec_id();
        AVCodec codec = avcodec_find_decoder(codecId);
        if (codec == null) {
            String name = avcodec_get_name(codecId).getString();
            throw new CaptureException(FailureReason.UNKNOWN_CODEC, name);
        }
        decoder = avcodec_alloc_context3(codec);
        check(avcodec_parameters_to_context(decoder, stream.codecpar()));
        decoder.pkt_timebase(stream.time_base()).thread_count(1);
        check(avcodec_open2(decoder, codec, (PointerPointer<?>) null));
    }

    private void decodeNextPacket() throws CaptureException {
        if (!readPacket()) {
            avcodec_send_packet(decoder, null); // asks for the pictures that it still holds
            return;
        }
        if (packet.size() > 0 && packet.stream_index() == stream.index()) {
            lastPacketDamaged = (packet.flags() & AV_PKT_FLAG_CORRUPT) != 0;
            avcodec_send_packet(decoder, packet); // a packet that cannot be decoded is left out
        }
        av_packet_unref(packet);
        Duration waited = Duration.ofNanos(System.nanoTime() - waitingSince);
        if (waited.compareTo(source.timeout().multipliedBy(NO_PICTURE_FACTOR)) > 0) {
            throw new CaptureException(FailureReason.NO_PICTURE);
        }
    }

    /** Reads the next packet, which is empty if there is none yet; returns false at the end. */
    private boolean readPacket() throws CaptureException {
        try {
            deadline.arm(source.timeout());
            int code = av_read_frame(input, packet);
            checkInTime(); // it may still have flushed a packet
            if (code == AVERROR_EOF() && !source.live()) {
                return false;
            }
            if (code != AVERROR_EAGAIN()) {
                check(code);
            }
            return true;
        } finally {
            deadline.disarm();
        }
    }

    /** A file that was cut off ends like any other for FFmpeg, only before its time. */
    private boolean endOfVideo() throws CaptureException {
        if (endMicros != NO_PTS && stream.duration() > 0 && !source.live()) {
            long start = stream.start_time() == AV_NOPTS_VALUE() ? 0 : micros(stream.start_time());
            long expected = micros(stream.duration());
            long missing = start + expected - endMicros;
            if (lastPacketDamaged || missing > INCOMPLETE_MICROS) {
                String detail =
                        "%.1f of %.1f s are missing".formatted(missing / 1e6, expected / 1e6);
                throw new CaptureException(FailureReason.INCOMPLETE, detail);
            }
        }
        return false;
    }

    private void prepareScaled(Placement place) throws CaptureException {
        if (scaled.width() == place.width() && scaled.height() == place.height()) {
            return;
        }
        av_frame_unref(scaled);
        scaled.format(AV_PIX_FMT_RGB24).width(place.width()).height(place.height());
        scaled.colorspace(AVCOL_SPC_RGB).color_range(AVCOL_RANGE_JPEG);
        check(av_frame_get_buffer(scaled, 0));
    }

    private byte[] copy(Placement place) {
        byte[] square = new byte[Fit.SIZE * Fit.SIZE * CHANNELS];
        int left = Math.max(0, place.left());
        int columns = Math.min(Fit.SIZE, place.left() + place.width()) - left;
        int bottom = Math.min(Fit.SIZE, place.top() + place.height());
        BytePointer pixels = scaled.data(0);
        for (int row = Math.max(0, place.top()); row < bottom; row++) {
            long line = (long) (row - place.top()) * scaled.linesize(0);
            pixels.position(line + (long) (left - place.left()) * CHANNELS)
                    .get(square, (row * Fit.SIZE + left) * CHANNELS, columns * CHANNELS);
        }
        return square;
    }

    private long micros(long units) {
        return av_rescale_q(units, stream.time_base(), MICROSECOND);
    }

    /** A call whose deadline has expired failed for that reason, whatever it returns. */
    private void checkInTime() throws CaptureException {
        if (deadline.isExpired()) {
            throw new CaptureException(
                    deadline.isStopped() ? FailureReason.STOPPED : FailureReason.TIMEOUT);
        }
    }

    private void check(int code) throws CaptureException {
        if (code >= 0) {
            return;
        }
        checkInTime();
        byte[] text = new byte[AV_ERROR_MAX_STRING_SIZE];
        av_strerror(code, text, text.length);
        String detail = new String(text, StandardCharsets.UTF_8).split("\0", 2)[0];
        throw new CaptureException(REASONS.getOrDefault(code, FailureReason.OTHER), detail);
    }

    /** A number where FFmpeg wants a pointer; nobody ever looks where it points. */
    private static final class Id extends Pointer {
        private Id(long id) {
            address = id;
        }
    }

    /** One callback for all videos: JavaCPP has room for ten. */
    private static final class Interrupt extends AVIOInterruptCB.Callback_Pointer {
        @Override
        public int call(Pointer opaque) {
            Deadline deadline = DEADLINES.get(opaque.address());
            return deadline == null || deadline.isExpired() ? 1 : 0;
        }
    }

    /** FFmpeg prints URLs with passwords. */
    private static final class RedactedLog extends LogCallback {
        @Override
        public void call(int level, BytePointer message) {
            String text = Redaction.hide(message.getString().strip());
            if (level <= AV_LOG_FATAL) {
                LOG.warn(text);
            } else {
                LOG.debug(text);
            }
        }
    }
}
