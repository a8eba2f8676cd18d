package io.framewatch.ingest.capture;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.framewatch.ingest.capture.PacketChoice.Verdict;
import java.time.Instant;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Gives those packets of a video to its decoder that a {@link PacketChoice} asks for. Not
 * thread-safe.
 */
final class FfmpegSelection implements AutoCloseable {

    private final FfmpegInput input;
    private final FfmpegDecoder decoder;
    private final LossTracker losses;
    private final LostPictures lost;
    private final FfmpegHeld held = new FfmpegHeld();
    private final FfmpegCameraTimes cameraTimes;
    private PacketChoice choice = PacketChoice.ALL;
    private boolean gap;
    private boolean replaying;
    private long silentUntil;
    private long keyPts = Video.NO_PTS;
    private int leftOut;
    private long leftOutAt = Long.MIN_VALUE;
    private long leftOutEnd = Video.NO_PTS;

    FfmpegSelection(
            FfmpegInput input, FfmpegDecoder decoder, LossTracker losses, LostPictures lost) {
        this.input = input;
        this.decoder = decoder;
        this.losses = losses;
        this.lost = lost;
        this.cameraTimes = new FfmpegCameraTimes(input);
    }

    void choose(PacketChoice packets) {
        choice = packets;
    }

    /**
     * Takes the next packet of the video, which stays the caller's.
     *
     * @param waitingSince since when the next picture is waited for, in nanoseconds
     */
    void put(AVPacket packet, long waitingSince) throws CaptureException {
        long now = System.nanoTime();
        LossTracker.Packet kind = decoder.kind(packet);
        long pts = micros(packet.pts());
        PacketChoice.Packet next =
                new PacketChoice.Packet(
                        kind.isKey(),
                        packet.size(),
                        micros(packet.dts()),
                        input.micros(packet.duration()));
        Verdict verdict = choice.judge(next, now - waitingSince);
        if (kind.isKey()) {
            held.close();
            keyPts = pts;
        } else if (gap && isLeading(pts)) {
            verdict = Verdict.LEAVE_OUT;
        } else if (gap && held.isEmpty() && verdict == Verdict.DECODE) {
            losses.lost();
        }
        gap = verdict != Verdict.DECODE;
        long number = losses.next(kind, pts, now);
        cameraTimes.note(packet, number);
        act(verdict, packet, number);
        if (verdict == Verdict.HOLD || verdict == Verdict.LEAVE_OUT) {
            boolean damaged = losses.isDamaged(number);
            leftOut += damaged ? 0 : 1;
            lost.leftOut(pts, damaged);
            leftOutAt = now;
            leftOutEnd = pts == Video.NO_PTS ? leftOutEnd : pts + next.duration();
        }
    }

    /** Decodes a packet that was held before, if one is needed; returns false otherwise. */
    boolean replay() throws CaptureException {
        if (replaying) {
            held.send(decoder);
            replaying = !held.isEmpty();
            return true;
        }
        return false;
    }

    /** Whether the picture of a packet is only for others to refer to: the packet was left out. */
    boolean isSilent(long number) {
        return number != 0 && number <= silentUntil;
    }

    /** When the camera took the picture of a packet by its own clock, if the stream says. */
    Optional<Instant> cameraTime(long number) {
        return cameraTimes.of(number);
    }

    /** Whether the picture of a packet can be whole. */
    boolean accepts(boolean intra) {
        return choice.accepts(intra);
    }

    /** See {@link Video#takeLeftOut}. */
    int takeLeftOut() {
        int taken = leftOut;
        leftOut = 0;
        return taken;
    }

    /** When a packet was left out last, in nanoseconds; long ago if never. */
    long leftOutAt() {
        return leftOutAt;
    }

    /** End of the picture that was left out last, in microseconds, or {@link Video#NO_PTS}. */
    long leftOutEnd() {
        return leftOutEnd;
    }

    Optional<String> takeNotice() {
        return choice.takeNotice();
    }

    /** Idempotent. */
    @Override
    public void close() {
        held.close();
    }

    private void act(Verdict verdict, AVPacket packet, long number) throws CaptureException {
        switch (verdict) {
            case DECODE -> decode(packet, number);
            case DECODE_ALONE -> decoder.sendAlone(packet, number);
            case DECODE_AND_HOLD -> {
                decoder.sendAlone(packet, number);
                held.add(packet, number);
            }
            case HOLD -> held.add(packet, number);
            case LEAVE_OUT -> {}
        }
    }

    private void decode(AVPacket packet, long number) throws CaptureException {
        if (held.isEmpty()) {
            decoder.send(packet, number);
        } else {
            held.add(packet, number);
            silentUntil = number - 1;
            replaying = true;
        }
    }

    /** Pictures before the key frame refer to ones before it, and nothing after it to them. */
    private boolean isLeading(long pts) {
        return pts != Video.NO_PTS && keyPts != Video.NO_PTS && pts < keyPts;
    }

    private long micros(long units) {
        return units == AV_NOPTS_VALUE() ? Video.NO_PTS : input.micros(units);
    }
}
