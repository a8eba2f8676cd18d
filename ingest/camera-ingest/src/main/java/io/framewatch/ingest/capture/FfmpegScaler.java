package io.framewatch.ingest.capture;

import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swscale.*;

import io.framewatch.ingest.capture.Fit.Placement;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;

/** Scales pictures to squares of RGB. Not thread-safe. */
final class FfmpegScaler implements AutoCloseable {

    private static final int CHANNELS = 3;

    private final AVFrame scaled = av_frame_alloc();
    private final SwsContext context = sws_alloc_context();

    FfmpegScaler() {
        // Widened by the scale when it shrinks, this filter is the antialiased bilinear one that
        // the weights of ImageNet classifiers have seen.
        context.flags(SWS_BILINEAR | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT);
    }

    /** Scales a picture, see {@link Video#rgb}. */
    byte[] rgb(AVFrame frame, Fit fit) throws CaptureException {
        Placement place = fit.place(frame.width(), frame.height());
        prepareScaled(place);
        if (frame.colorspace() == AVCOL_SPC_UNSPECIFIED) {
            // What cameras mean when they do not say: BT.709 from 720 lines on, else BT.601.
            frame.colorspace(frame.height() >= 720 ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M);
        }
        FfmpegLibrary.check(sws_scale_frame(context, scaled, frame));
        return copy(place);
    }

    /** Idempotent. */
    @Override
    public void close() {
        sws_free_context(context);
        av_frame_free(scaled);
    }

    private void prepareScaled(Placement place) throws CaptureException {
        if (scaled.width() == place.width() && scaled.height() == place.height()) {
            return;
        }
        av_frame_unref(scaled);
        scaled.format(AV_PIX_FMT_RGB24).width(place.width()).height(place.height());
        scaled.colorspace(AVCOL_SPC_RGB).color_range(AVCOL_RANGE_JPEG);
        FfmpegLibrary.check(av_frame_get_buffer(scaled, 0));
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
}
