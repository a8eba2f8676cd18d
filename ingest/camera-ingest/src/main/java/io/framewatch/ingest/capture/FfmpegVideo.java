package io.framewatch.ingest.capture;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * A video by FFmpeg: packets of the input become pictures. No native type leaves this package, and
 * everything native is released by {@link #close()}.
 */
final class FfmpegVideo implements Video {

    private static final int NO_PICTURE_FACTOR = 6;
    private static final long INCOMPLETE_MICROS = 500_000;
    // AV_FRAME_FLAG_CORRUPT, _KEY and _INTERLACED, not in the presets
    private static final int FRAME_FLAG_CORRUPT = 1;
    private static final int FRAME_FLAG_KEY = 1 << 1;
    private static final int FRAME_FLAG_INTERLACED = 1 << 3;

    private final VideoSource source;
    private final FfmpegInput input;
    private final FfmpegDecoder decoder;
    private final FfmpegConverter converter = new FfmpegConverter();
    private final AVFrame frame = av_frame_alloc();
    private final AVPacket packet = av_packet_alloc();
    private final LossTracker losses = new LossTracker();
    private final LostPictures lost;
    private final FfmpegSelection selection;
    private boolean damaged;
    private long waitingSince;
    private long lastMicros = NO_PTS;
    private long endMicros = NO_PTS;
    private long longestPicture;
    private boolean lastPacketDamaged;
    private boolean closed;

    private FfmpegVideo(VideoSource source, FfmpegInput input, FfmpegDecoder decoder) {
        this.source = source;
        this.input = input;
        this.decoder = decoder;
        this.lost = new LostPictures(decoder.delay());
        this.selection = new FfmpegSelection(input, decoder, losses, lost);
    }

    /** Opens a video, see {@link Opener}. */
    static FfmpegVideo open(VideoSource source, Deadline deadline) throws CaptureException {
        FfmpegLibrary.load();
        FfmpegInput input = FfmpegHttp.open(source, deadline);
        try {
            return new FfmpegVideo(source, input, FfmpegDecoder.open(input.stream()));
        } catch (CaptureException | RuntimeException | Error e) {
            input.close();
            throw e;
        }
    }

    @Override
    public boolean next() throws CaptureException {
        waitingSince = System.nanoTime();
        while (true) {
            int code = decoder.receive(frame);
            noteLossInDecoder();
            if (code >= 0) {
                converter.follow(frame);
                if (selection.isSilent(decoder.packetNumber(frame))) {
                    continue;
                }
                notePicture();
                noteEnd();
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
        if (delivery() == Delivery.LIVE && !input.hasTimeStamps()) {
            return NO_PTS;
        }
        long pts = frame.best_effort_timestamp();
        return pts == AV_NOPTS_VALUE() ? NO_PTS : input.micros(pts);
    }

    @Override
    public long durationMicros() {
        return frame.duration() > 0 ? input.micros(frame.duration()) : input.durationMicros(frame);
    }

    @Override
    public Optional<Instant> cameraTime() {
        return selection.cameraTime(decoder.packetNumber(frame));
    }

    @Override
    public Delivery delivery() {
        return input.delivery();
    }

    @Override
    public boolean isDamaged() {
        return damaged;
    }

    @Override
    public int takeLost() {
        return lost.take();
    }

    @Override
    public void choose(PacketChoice packets) {
        selection.choose(packets);
    }

    @Override
    public int takeLeftOut() {
        return selection.takeLeftOut();
    }

    @Override
    public Optional<String> takeNotice() {
        Optional<String> notice = selection.takeNotice();
        return notice.isPresent() ? notice : losses.takeNotice();
    }

    @Override
    public byte[] rgb(Region region, Fit fit) throws CaptureException {
        return converter.rgb(frame, input.pixelAspect(frame), region, fit);
    }

    @Override
    public byte[] ycbcr(Region region, Fit fit) throws CaptureException {
        return converter.ycbcr(frame, input.pixelAspect(frame), region, fit);
    }

    @Override
    public byte[] luma(int columns, int rows) throws CaptureException {
        return converter.luma(frame, columns, rows);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        input.close();
        selection.close();
        decoder.close();
        converter.close();
        av_packet_free(packet);
        av_frame_free(frame);
    }

    /** What the track and the latest picture say. */
    ProbeReport.Track track() {
        return input.track(frame);
    }

    /** Whether the latest picture is a key frame. */
    boolean isKey() {
        return (frame.flags() & FRAME_FLAG_KEY) != 0;
    }

    /** What is special about the latest picture, one line each. */
    List<String> peculiarities() {
        List<String> notes = new ArrayList<>();
        AVRational pixel = input.pixelAspect(frame);
        if (pixel.num() != pixel.den() && pixel.num() > 0 && pixel.den() > 0) {
            notes.add("pixels of %d:%d are made square".formatted(pixel.num(), pixel.den()));
        }
        if (converter.isTurned()) {
            notes.add("pictures are turned or mirrored to stand upright");
        }
        if ((frame.flags() & FRAME_FLAG_INTERLACED) != 0) {
            notes.add("pictures are flagged as interlaced: of those with combs one field is shown");
        }
        return notes;
    }

    private void decodeNextPacket() throws CaptureException {
        if (selection.replay()) {
            return;
        }
        if (!input.read(packet)) {
            decoder.drain();
            return;
        }
        lastPacketDamaged = input.takeLoss(packet);
        if (lastPacketDamaged) {
            losses.lost();
        }
        if (packet.size() > 0 && packet.stream_index() == input.stream().index()) {
            selection.put(packet, waitingSince);
            noteLossInDecoder();
        }
        av_packet_unref(packet);
        long since = Math.max(waitingSince, selection.leftOutAt());
        Duration waited = Duration.ofNanos(System.nanoTime() - since);
        if (waited.compareTo(source.timeout().multipliedBy(NO_PICTURE_FACTOR)) > 0) {
            throw new CaptureException(FailureReason.NO_PICTURE);
        }
    }

    /** What the decoder misses concerns the packet that it got last. */
    private void noteLossInDecoder() {
        if (FfmpegLog.takeLoss()) {
            losses.undecodable(System.nanoTime());
        }
    }

    private void notePicture() {
        long number = decoder.packetNumber(frame);
        if (frame.decode_error_flags() != 0 || (frame.flags() & FRAME_FLAG_CORRUPT) != 0) {
            losses.madeUp(number, System.nanoTime());
        }
        if (!selection.accepts(frame.pict_type() == AV_PICTURE_TYPE_I)) {
            losses.madeUp(number, System.nanoTime());
        }
        damaged = losses.isDamaged(number);
        lost.decoded(ptsMicros(), damaged);
    }

    /** A picture lasts until the next one; the last one may last as long as any other. */
    private void noteEnd() {
        long pts = ptsMicros();
        if (lastMicros != NO_PTS && pts != NO_PTS) {
            longestPicture = Math.max(longestPicture, pts - lastMicros);
        }
        lastMicros = pts;
        endMicros = pts == NO_PTS ? NO_PTS : pts + durationMicros();
    }

    /** A file that was cut off ends like any other for FFmpeg, only before its time. */
    private boolean endOfVideo() throws CaptureException {
        AVStream stream = input.stream();
        if (endMicros != NO_PTS && stream.duration() > 0 && delivery() == Delivery.RECORDED) {
            long expected = input.micros(stream.duration());
            long end = Math.max(endMicros, selection.leftOutEnd());
            long lacking = input.startMicros() + expected - end;
            if (lastPacketDamaged || lacking > Math.max(INCOMPLETE_MICROS, 2 * longestPicture)) {
                String detail =
                        "%.1f of %.1f s are missing".formatted(lacking / 1e6, expected / 1e6);
                throw new CaptureException(FailureReason.INCOMPLETE, detail);
            }
        }
        return false;
    }
}
