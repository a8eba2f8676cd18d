package io.framewatch.ingest.capture;

import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swscale.*;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;

/** Scales pictures of any size and format by swscale. Not thread-safe. */
final class FfmpegScaler implements AutoCloseable {

    private final AVFrame scaled = av_frame_alloc();
    private final SwsContext context = sws_alloc_context();
    private final int pixelFormat;

    /**
     * Makes a scaler.
     *
     * @param pixelFormat what pictures become, of full range
     * @param flags flags of swscale
     */
    FfmpegScaler(int pixelFormat, int flags) {
        this.pixelFormat = pixelFormat;
        context.flags(flags);
    }

    /**
     * Scales a picture to RGB or grey.
     *
     * @return valid until the next call
     */
    AVFrame scale(AVFrame frame, int width, int height) throws CaptureException {
        return scale(frame, width, height, AVCOL_SPC_RGB);
    }

    /**
     * Scales a picture.
     *
     * @param matrix that of the result; converting YCbCr to that of another matrix takes long
     * @return valid until the next call
     */
    AVFrame scale(AVFrame frame, int width, int height, int matrix) throws CaptureException {
        if (scaled.width() != width || scaled.height() != height) {
            av_frame_unref(scaled);
            scaled.format(pixelFormat).width(width).height(height);
            FfmpegLibrary.check(av_frame_get_buffer(scaled, 0));
        }
        scaled.colorspace(matrix).color_range(AVCOL_RANGE_JPEG);
        FfmpegLibrary.check(sws_scale_frame(context, scaled, frame));
        return scaled;
    }

    /** Idempotent. */
    @Override
    public void close() {
        sws_free_context(context);
        av_frame_free(scaled);
    }
}
