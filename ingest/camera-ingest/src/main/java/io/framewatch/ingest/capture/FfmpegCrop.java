package io.framewatch.ingest.capture;

import static org.bytedeco.ffmpeg.global.avutil.*;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/** Shows a part of a picture without copying it. Not thread-safe. */
final class FfmpegCrop implements AutoCloseable {

    private final AVFrame part = av_frame_alloc();

    /**
     * Cuts a region out. Its edges go to the nearest pixel, and the left and upper one on to a
     * whole pixel of chroma, as those of the ffmpeg program's filter do.
     *
     * @param picture stays as it is
     * @return shares the picture's memory; valid until the next call
     */
    AVFrame of(AVFrame picture, Region region) throws CaptureException {
        if (region.isWhole()) {
            return picture;
        }
        AVPixFmtDescriptor format = av_pix_fmt_desc_get(picture.format());
        int width = picture.width();
        int height = picture.height();
        int left = start(region.x(), width, format.log2_chroma_w());
        int top = start(region.y(), height, format.log2_chroma_h());
        int right = end(region.x() + region.width(), width, left);
        int bottom = end(region.y() + region.height(), height, top);
        av_frame_unref(part);
        FfmpegLibrary.check(av_frame_ref(part, picture));
        part.crop_left(left).crop_top(top).crop_right(width - right).crop_bottom(height - bottom);
        FfmpegLibrary.check(av_frame_apply_cropping(part, AV_FRAME_CROP_UNALIGNED));
        return part;
    }

    private static int start(double fraction, int pixels, int chromaShift) {
        long nearest = Math.min(Math.round(fraction * pixels), pixels - 1);
        return (int) nearest >> chromaShift << chromaShift;
    }

    private static int end(double fraction, int pixels, int start) {
        return (int) Math.max(Math.round(fraction * pixels), start + 1);
    }

    /** Idempotent. */
    @Override
    public void close() {
        av_frame_free(part);
    }
}
