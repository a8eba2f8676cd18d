package io.framewatch.ingest.capture;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * An open file, connection or device and its video track. FFmpeg asks the {@link Deadline} while it
 * waits, so no call waits longer than it should. Not thread-safe.
 */
final class FfmpegInput implements AutoCloseable {

    private static final int MAX_REDIRECTS = 8;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    private static final long MIN_RECORDING_MICROS = 1_000_000; // snapshots seem to last, too
    private static final Set<String> OVER_RTP = Set.of("rtsp", "rtp", "sdp"); // names of demuxers
    private static final AVRational MICROSECOND = new AVRational().num(1).den(1_000_000);

    private final VideoSource source;
    private final Deadline deadline;
    private final FfmpegInterrupt interrupt;
    private TlsTunnel tunnel;
    private AVFormatContext context = new AVFormatContext(null);
    private AVStream stream;
    private long startMicros;

    private FfmpegInput(VideoSource source, Deadline deadline) {
        this.source = source;
        this.deadline = deadline;
        this.interrupt = new FfmpegInterrupt(deadline);
    }

    /** Opens a source and chooses its video track. */
    static FfmpegInput open(VideoSource source, Deadline deadline) throws CaptureException {
        FfmpegInput input = new FfmpegInput(source, deadline);
        try {
            input.open();
            input.selectTrack();
            return input;
        } catch (CaptureException | RuntimeException | Error e) {
            input.close();
            throw e;
        }
    }

    /** The video track; valid until {@link #close()}. */
    AVStream stream() {
        return stream;
    }

    /** How the pictures come: HTTP has cameras and recordings, whose length is known. */
    Delivery delivery() {
        boolean recorded =
                source.isHttp() && hasTimeStamps() && context.duration() >= MIN_RECORDING_MICROS;
        if (!source.live() || recorded) {
            return Delivery.RECORDED;
        }
        return format().equals("hls") ? Delivery.LIVE_IN_SEGMENTS : Delivery.LIVE;
    }

    /** FFmpeg's name of the format. */
    String format() {
        return context.iformat().name().getString();
    }

    /** Whether time stamps come from the stream; otherwise FFmpeg counts 25 pictures a second. */
    boolean hasTimeStamps() {
        return (context.iformat().flags() & AVFMT_NOTIMESTAMPS) == 0;
    }

    /** Whether its pictures are JPEGs in parts, as HTTP cameras send them. */
    boolean isInParts() {
        return format().equals("mpjpeg");
    }

    /** Whether the size of its pictures is known, as it is when the first one has come. */
    boolean hasSize() {
        return stream.codecpar().width() > 0;
    }

    /** Time stamp of the track's first picture, in microseconds; 0 if the file does not say. */
    long startMicros() {
        return startMicros;
    }

    /**
     * Describes the track.
     *
     * @param frame its latest picture
     */
    ProbeReport.Track track(AVFrame frame) {
        AVRational rate = av_guess_frame_rate(context, stream, frame);
        BytePointer format = av_get_pix_fmt_name(frame.format());
        return new ProbeReport.Track(
                avcodec_get_name(stream.codecpar().codec_id()).getString(),
                format == null ? "" : format.getString(),
                frame.width(),
                frame.height(),
                rate.num() == 0 ? 0 : (double) rate.num() / rate.den(),
                videoTracks().size());
    }

    /** Converts a time of the track to microseconds. */
    long micros(long units) {
        return av_rescale_q(units, stream.time_base(), MICROSECOND);
    }

    /** Width to height of a picture's pixels, 0 if unknown; what the container says comes first. */
    AVRational pixelAspect(AVFrame frame) {
        return av_guess_sample_aspect_ratio(context, stream, frame);
    }

    /** Time until the next picture by the track's rate, in microseconds; 0 if it has none. */
    long durationMicros(AVFrame frame) {
        AVRational rate = av_guess_frame_rate(context, stream, frame);
        return rate.num() == 0 ? 0 : 1_000_000L * rate.den() / rate.num();
    }

    /**
     * Reads the next packet, which is empty if there is none yet.
     *
     * @return false at the end
     */
    boolean read(AVPacket packet) throws CaptureException {
        try {
            deadline.arm(source.timeout());
            int code = av_read_frame(context, packet);
            checkInTime(); // it may still have flushed a packet
            if (code == AVERROR_EOF() && delivery() == Delivery.RECORDED) {
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

    /** Whether data was lost while a packet was read, or before the first one. */
    boolean takeLoss(AVPacket packet) {
        return FfmpegLog.takeLoss() || (packet.flags() & AV_PKT_FLAG_CORRUPT) != 0;
    }

    /** Closes the connection. Idempotent. */
    @Override
    public void close() {
        deadline.arm(CLOSE_TIMEOUT); // a camera is told that we leave
        avformat_close_input(context);
        deadline.disarm();
        interrupt.close();
        if (tunnel != null) {
            tunnel.close();
        }
    }

    private void open() throws CaptureException {
        if (source.isDevice()) {
            FfmpegDevices.register();
        }
        VideoSource reached = source.certificate() == null ? source : tunnelled();
        context = avformat_alloc_context();
        interrupt.installIn(context);
        AVInputFormat format =
                source.format() == null ? null : av_find_input_format(source.format());
        AVDictionary options = new AVDictionary(null);
        reached.options().forEach((name, value) -> av_dict_set(options, name, value, 0));
        try {
            FfmpegLog.begin(tunnel == null ? MAX_REDIRECTS : 0);
            deadline.arm(source.timeout());
            check(avformat_open_input(context, reached.url(), format, options));
            refuseUnsafeCodec();
            deadline.arm(source.timeout());
            check(avformat_find_stream_info(context, (PointerPointer<?>) null));
            checkInTime(); // it makes do with what came until then
        } finally {
            deadline.disarm();
            av_dict_free(options);
        }
    }

    /**
     * FFmpeg 8.0.1 writes past the end of its buffer when it puts AV1 together from RTP packets.
     * The camera has said by now what it sends, and no packet of it has been read.
     */
    private void refuseUnsafeCodec() throws CaptureException {
        boolean rtp = OVER_RTP.contains(context.iformat().name().getString());
        for (int i = 0; rtp && i < context.nb_streams(); i++) {
            if (context.streams(i).codecpar().codec_id() == AV_CODEC_ID_AV1) {
                throw new CaptureException(FailureReason.UNSAFE_CODEC);
            }
        }
    }

    /** FFmpeg itself cannot pin a certificate. */
    private VideoSource tunnelled() throws CaptureException {
        try {
            deadline.arm(source.timeout());
            tunnel = TlsTunnel.open(source.address(), source.certificate(), source.timeout());
            return source.through(tunnel.port());
        } catch (CaptureException e) {
            checkInTime();
            throw e;
        } finally {
            deadline.disarm();
        }
    }

    private void selectTrack() throws CaptureException {
        stream = FfmpegTracks.select(videoTracks(), source.track());
        // Of a Matroska file without a start FFmpeg makes one up while it reads.
        startMicros = stream.start_time() == AV_NOPTS_VALUE() ? 0 : micros(stream.start_time());
        for (int i = 0; i < context.nb_streams(); i++) {
            boolean selected = i == stream.index();
            context.streams(i).discard(selected ? AVDISCARD_DEFAULT : AVDISCARD_ALL);
        }
    }

    private List<AVStream> videoTracks() {
        return IntStream.range(0, context.nb_streams())
                .mapToObj(context::streams)
                .filter(track -> track.codecpar().codec_type() == AVMEDIA_TYPE_VIDEO)
                .toList();
    }

    /** A call whose deadline has expired failed for that reason, whatever it returns. */
    private void checkInTime() throws CaptureException {
        if (deadline.isExpired()) {
            throw new CaptureException(
                    deadline.isStopped() ? FailureReason.STOPPED : FailureReason.TIMEOUT);
        }
    }

    private void check(int code) throws CaptureException {
        if (code < 0) {
            if (FfmpegLog.redirectsTooOften()) {
                throw new CaptureException(
                        tunnel == null
                                ? FailureReason.REDIRECTED_IN_CIRCLES
                                : FailureReason.REDIRECTED);
            }
            if (tunnel != null && tunnel.failure().isPresent()) {
                throw tunnel.failure().get();
            }
            checkInTime();
        }
        if (!source.live() && (code == AVERROR_EOF() || code == AVERROR_EIO())) {
            throw new CaptureException(FailureReason.INCOMPLETE);
        }
        try {
            FfmpegLibrary.check(code);
        } catch (CaptureException e) {
            throw e.reason() == FailureReason.TRANSPORT_REFUSED ? refusedTransport() : e;
        }
    }

    private CaptureException refusedTransport() {
        String other = source.otherTransport().orElse("another");
        String answer = FfmpegLog.refusal().map(text -> ", " + text).orElse("");
        return new CaptureException(
                FailureReason.TRANSPORT_REFUSED,
                "%s%s; it may take the option transport: %s"
                        .formatted(other.equals("udp") ? "tcp" : "udp", answer, other));
    }
}
