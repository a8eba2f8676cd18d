package io.framewatch.ingest.capture;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avformat.*;

import java.util.Comparator;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVStream;

/** Which of several video tracks is captured. */
final class FfmpegTracks {

    private static final int STILL = AV_DISPOSITION_ATTACHED_PIC | AV_DISPOSITION_TIMED_THUMBNAILS;

    /**
     * A video before a cover picture, a codec that is known before one that is not, then the
     * largest picture, and of equal ones the one that players take. That mark decides nothing else:
     * programs set it on the first track of any file.
     */
    private static final Comparator<AVStream> BEST =
            Comparator.<AVStream, Boolean>comparing(track -> (track.disposition() & STILL) == 0)
                    .thenComparing(
                            track -> avcodec_find_decoder(track.codecpar().codec_id()) != null)
                    .thenComparing(FfmpegTracks::pixels)
                    .thenComparing(track -> (track.disposition() & AV_DISPOSITION_DEFAULT) != 0)
                    .thenComparing(track -> -track.index());

    private FfmpegTracks() {}

    /**
     * Selects a track.
     *
     * @param tracks the video tracks
     * @param number which one, counted from 1; 0 for the best one
     */
    static AVStream select(List<AVStream> tracks, int number) throws CaptureException {
        if (number > tracks.size()) {
            String detail = "track %d of %d".formatted(number, tracks.size());
            throw new CaptureException(FailureReason.NO_VIDEO_TRACK, detail);
        }
        if (number > 0) {
            return tracks.get(number - 1);
        }
        return tracks.stream()
                .max(BEST)
                .orElseThrow(() -> new CaptureException(FailureReason.NO_VIDEO_TRACK));
    }

    private static long pixels(AVStream track) {
        AVCodecParameters picture = track.codecpar();
        return (long) picture.width() * picture.height();
    }
}
