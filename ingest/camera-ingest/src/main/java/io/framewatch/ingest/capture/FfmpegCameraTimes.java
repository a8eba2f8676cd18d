package io.framewatch.ingest.capture;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_PRFT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_get_side_data;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVProducerReferenceTime;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * When an RTSP camera took each picture by its own clock: FFmpeg computes it from the picture's
 * time stamp and the latest RTCP sender report (RFC 3550, section 6.4.1). Pictures before the first
 * report have none. Not thread-safe.
 */
final class FfmpegCameraTimes {

    /** More packets than a decoder holds back. */
    private static final int REMEMBERED = 256;

    /** A camera that was never told the time begins in 1900 or 1970. */
    private static final Instant MIN = Instant.parse("2000-01-01T00:00:00Z");

    private final Instant[] times = new Instant[REMEMBERED];
    private final boolean rtsp;
    private final boolean late;
    private Instant latest;

    FfmpegCameraTimes(FfmpegInput input) {
        this.rtsp = input.format().equals("rtsp");
        // FFmpeg's parser gives a packet away when it sees the next one, and takes its time for
        // that of the one before. Motion JPEG has no parser.
        this.late = input.stream().codecpar().codec_id() != AV_CODEC_ID_MJPEG;
    }

    /**
     * Takes the time from a packet; to be called for each one, in the order of decoding.
     *
     * @param number its number
     */
    void note(AVPacket packet, long number) {
        Instant before = latest;
        latest = rtsp ? time(packet) : null;
        times[index(number)] = late ? before : latest;
    }

    /** The time of the picture of a packet, precise to the microsecond. */
    Optional<Instant> of(long number) {
        return Optional.ofNullable(times[index(number)]).filter(time -> !time.isBefore(MIN));
    }

    private static Instant time(AVPacket packet) {
        SizeTPointer size = null; // there is one version of the structure
        BytePointer data = av_packet_get_side_data(packet, AV_PKT_DATA_PRFT, size);
        if (data == null) {
            return null;
        }
        long micros = new AVProducerReferenceTime(data).wallclock();
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static int index(long number) {
        return (int) (number % REMEMBERED);
    }
}
