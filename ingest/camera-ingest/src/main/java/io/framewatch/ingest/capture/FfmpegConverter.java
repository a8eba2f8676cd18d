package io.framewatch.ingest.capture;

import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swscale.*;

import io.framewatch.ingest.capture.Fit.Placement;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.IntPointer;

/**
 * Makes decoded pictures the squares that classifiers take: of one moment, of normal dynamic range,
 * upright, with square pixels, scaled. Not thread-safe.
 */
final class FfmpegConverter implements AutoCloseable {

    private static final int CHANNELS = 3;
    private static final int PIXELS = Fit.SIZE * Fit.SIZE;
    private static final byte NEUTRAL = (byte) 128;
    private static final int MATRIX_ENTRIES = 9;

    /** Beyond this, a camera's word about its pixels is nonsense. */
    private static final int MAX_PIXEL_ASPECT = 8;

    /**
     * Widened by the scale when it shrinks, this filter is the antialiased bilinear one that the
     * weights of ImageNet classifiers have seen.
     */
    private static final int SCALING = SWS_BILINEAR | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT;

    private final AVFrame picture = av_frame_alloc();
    private final FfmpegFields fields = new FfmpegFields();
    private final FfmpegFilter filter = new FfmpegFilter();
    private final FfmpegCrop crop = new FfmpegCrop();

    /** One for each region, as a scaler that gets another size starts afresh. */
    private final Map<Region, FfmpegScaler> rgbScalers = new HashMap<>();

    private final Map<Region, FfmpegScaler> ycbcrScalers = new HashMap<>();
    private final FfmpegScaler lumaScaler = new FfmpegScaler(AV_PIX_FMT_GRAY8, SWS_AREA);
    private Orientation orientation = Orientation.UPRIGHT;

    /**
     * The present picture, upright and progressive, of normal dynamic range; null if not made yet.
     */
    private AVFrame upright;

    /** A region of the present picture, and where it goes. */
    private record Part(AVFrame picture, Placement place) {}

    /**
     * Notes how a picture is turned. H.264 and H.265 say so with some pictures only, for all that
     * follow, so every decoded picture must be shown to this method.
     */
    void follow(AVFrame frame) {
        upright = null;
        AVFrameSideData data = av_frame_get_side_data(frame, AV_FRAME_DATA_DISPLAYMATRIX);
        if (data != null && data.size() >= MATRIX_ENTRIES * Integer.BYTES) {
            int[] matrix = new int[MATRIX_ENTRIES];
            new IntPointer(data.data()).get(matrix);
            orientation = Orientation.of(matrix);
        }
    }

    /** Whether the latest picture does not stand upright by itself. */
    boolean isTurned() {
        return !orientation.equals(Orientation.UPRIGHT);
    }

    /**
     * Converts a part of a picture, see {@link Video#rgb}. What all parts share is done once.
     *
     * @param frame the one that was {@linkplain #follow followed} last; stays as it is
     * @param pixelAspect width to height of a pixel, 0 if unknown
     */
    byte[] rgb(AVFrame frame, AVRational pixelAspect, Region region, Fit fit)
            throws CaptureException {
        Part part = part(frame, pixelAspect, region, fit);
        Placement place = part.place();
        FfmpegScaler scaler = scaler(rgbScalers, region, AV_PIX_FMT_RGB24);
        AVFrame scaled = scaler.scale(part.picture(), place.width(), place.height());
        byte[] square = new byte[CHANNELS * PIXELS];
        copy(scaled, 0, CHANNELS, place, square);
        return square;
    }

    /**
     * Converts a part of a picture, see {@link Video#ycbcr}. Scaling to RGB takes three times as
     * long.
     *
     * @param frame the one that was {@linkplain #follow followed} last; stays as it is
     * @param pixelAspect width to height of a pixel, 0 if unknown
     */
    byte[] ycbcr(AVFrame frame, AVRational pixelAspect, Region region, Fit fit)
            throws CaptureException {
        Part part = part(frame, pixelAspect, region, fit);
        Placement place = part.place();
        boolean rgb = upright.colorspace() == AVCOL_SPC_RGB;
        int matrix = rgb ? AVCOL_SPC_SMPTE170M : upright.colorspace();
        FfmpegScaler scaler = scaler(ycbcrScalers, region, AV_PIX_FMT_YUV444P);
        AVFrame scaled = scaler.scale(part.picture(), place.width(), place.height(), matrix);
        byte[] square = new byte[CHANNELS * PIXELS];
        Arrays.fill(square, PIXELS, square.length, NEUTRAL);
        for (int plane = 0; plane < CHANNELS; plane++) {
            copy(scaled, plane, 1, place, square);
        }
        FfmpegColours.toBt601(matrix).ifPresent(conversion -> conversion.apply(square));
        return square;
    }

    /**
     * Makes a picture small and grey, see {@link Video#luma}.
     *
     * @param frame stays as it is
     */
    byte[] luma(AVFrame frame, int columns, int rows) throws CaptureException {
        upright = null;
        av_frame_unref(picture);
        FfmpegLibrary.check(av_frame_ref(picture, frame));
        FfmpegColours.completeMatrix(picture);
        FfmpegColours.dropTags(picture);
        FfmpegFields.unflag(picture);
        AVFrame small = lumaScaler.scale(picture, columns, rows);
        byte[] luma = new byte[columns * rows];
        for (int row = 0; row < rows; row++) {
            small.data(0)
                    .position((long) row * small.linesize(0))
                    .get(luma, row * columns, columns);
        }
        return luma;
    }

    /** Idempotent. */
    @Override
    public void close() {
        rgbScalers.values().forEach(FfmpegScaler::close);
        ycbcrScalers.values().forEach(FfmpegScaler::close);
        crop.close();
        lumaScaler.close();
        filter.close();
        fields.close();
        av_frame_free(picture);
    }

    private Part part(AVFrame frame, AVRational pixelAspect, Region region, Fit fit)
            throws CaptureException {
        if (upright == null) {
            upright = upright(frame);
        }
        AVFrame part = crop.of(upright, region);
        return new Part(part, place(frame, part, pixelAspect, fit));
    }

    private static FfmpegScaler scaler(
            Map<Region, FfmpegScaler> scalers, Region region, int pixelFormat) {
        return scalers.computeIfAbsent(region, unused -> new FfmpegScaler(pixelFormat, SCALING));
    }

    private AVFrame upright(AVFrame frame) throws CaptureException {
        av_frame_unref(picture);
        FfmpegLibrary.check(av_frame_ref(picture, frame));
        FfmpegColours.completeMatrix(picture);
        String toSdr = FfmpegColours.toSdr(picture);
        FfmpegColours.dropTags(picture);
        return filter(fields.progressive(picture), toSdr);
    }

    /** A field has half the lines of its picture, which are twice as high. */
    private Placement place(AVFrame whole, AVFrame part, AVRational pixelAspect, Fit fit) {
        boolean turned = orientation.swapsSides();
        long wholeWidth = turned ? whole.height() : whole.width();
        long wholeHeight = turned ? whole.width() : whole.height();
        int width = (int) (part.width() * wholeWidth / upright.width());
        int height = (int) (part.height() * wholeHeight / upright.height());
        return turned
                ? fit.place(squareWidth(width, pixelAspect.den(), pixelAspect.num()), height)
                : fit.place(squareWidth(width, pixelAspect.num(), pixelAspect.den()), height);
    }

    /** Rounded down, as the ffmpeg program does. */
    private static int squareWidth(int width, int numerator, int denominator) {
        boolean known =
                numerator > 0
                        && denominator > 0
                        && numerator / denominator < MAX_PIXEL_ASPECT
                        && denominator / numerator < MAX_PIXEL_ASPECT;
        return known ? (int) Math.max(1, (long) width * numerator / denominator) : width;
    }

    private AVFrame filter(AVFrame frame, String toSdr) throws CaptureException {
        String filters =
                Stream.of(toSdr, orientation.filters())
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(","));
        if (filters.isEmpty()) {
            return frame;
        }
        AVFrame filtered = filter.apply(frame, filters);
        if (toSdr.isEmpty()) {
            FfmpegColours.copyTags(frame, filtered);
        } else {
            FfmpegColours.tagAsSdr(filtered);
        }
        return filtered;
    }

    /** Copies what of a plane is in the square. */
    private static void copy(
            AVFrame scaled, int plane, int channels, Placement place, byte[] square) {
        int left = Math.max(0, place.left());
        int columns = Math.min(Fit.SIZE, place.left() + place.width()) - left;
        int bottom = Math.min(Fit.SIZE, place.top() + place.height());
        int line = scaled.linesize(plane);
        ByteBuffer samples =
                scaled.data(plane).capacity((long) line * scaled.height()).asByteBuffer();
        for (int row = Math.max(0, place.top()); row < bottom; row++) {
            samples.get(
                    (row - place.top()) * line + (left - place.left()) * channels,
                    square,
                    plane * PIXELS + (row * Fit.SIZE + left) * channels,
                    columns * channels);
        }
    }
}
