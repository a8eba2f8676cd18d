package io.framewatch.ingest.capture;

import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swscale.SWS_POINT;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/**
 * Finds pictures whose two fields were taken at different times, and takes the first field out of
 * them. Many streams are only flagged as interlaced, so the pixels decide. Not thread-safe.
 */
final class FfmpegFields implements AutoCloseable {

    // AV_FRAME_FLAG_INTERLACED and AV_FRAME_FLAG_TOP_FIELD_FIRST, not in the presets
    private static final int FLAG_INTERLACED = 1 << 3;
    private static final int FLAG_TOP_FIELD_FIRST = 1 << 4;
    private static final int MAX_COLUMNS = 960;
    private static final int PLANES = 4;

    private final FfmpegScaler luma = new FfmpegScaler(AV_PIX_FMT_GRAY8, SWS_POINT);
    private final AVFrame field = av_frame_alloc();
    private byte[] samples = {};

    /**
     * Returns the picture, or its first field if the fields differ by motion. The field has half
     * the lines, rounded down to whole lines of chroma, and shares the picture's memory.
     *
     * @param frame loses its flag
     */
    AVFrame progressive(AVFrame frame) throws CaptureException {
        int flags = frame.flags();
        if ((flags & FLAG_INTERLACED) == 0) {
            return frame;
        }
        unflag(frame);
        return isCombed(frame) ? field(frame, (flags & FLAG_TOP_FIELD_FIRST) != 0 ? 0 : 1) : frame;
    }

    /** Makes swscale take both fields together; it would scale each for itself. */
    static void unflag(AVFrame frame) {
        frame.flags(frame.flags() & ~FLAG_INTERLACED);
    }

    /** Idempotent. */
    @Override
    public void close() {
        luma.close();
        av_frame_free(field);
    }

    private boolean isCombed(AVFrame frame) throws CaptureException {
        int columns = Math.min(MAX_COLUMNS, frame.width());
        AVFrame grey = luma.scale(frame, columns, frame.height());
        if (samples.length != columns * frame.height()) {
            samples = new byte[columns * frame.height()];
        }
        for (int y = 0; y < frame.height(); y++) {
            grey.data(0).position((long) y * grey.linesize(0)).get(samples, y * columns, columns);
        }
        return Combing.isCombed(samples, columns);
    }

    private AVFrame field(AVFrame frame, int parity) throws CaptureException {
        av_frame_unref(field);
        FfmpegLibrary.check(av_frame_ref(field, frame));
        AVPixFmtDescriptor format = av_pix_fmt_desc_get(frame.format());
        int chroma = format.log2_chroma_h();
        field.height(frame.height() / 2 >> chroma << chroma);
        for (int plane = 0; plane < PLANES && frame.data(plane) != null; plane++) {
            int line = frame.linesize(plane);
            field.data(plane, frame.data(plane).position((long) parity * line));
            field.linesize(plane, 2 * line);
        }
        return field;
    }
}
