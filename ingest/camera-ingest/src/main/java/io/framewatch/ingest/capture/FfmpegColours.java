package io.framewatch.ingest.capture;

import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_test_colorspace;
import static org.bytedeco.ffmpeg.global.swscale.sws_test_primaries;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.ffmpeg.avutil.AVContentLightMetadata;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.avutil.AVMasteringDisplayMetadata;

/**
 * What the colour tags of pictures mean. Pictures of normal range are shown as they are, whatever
 * their primaries; HDR (PQ and HLG) is mapped.
 */
final class FfmpegColours {

    private static final int HD_LINES = 720;

    /** Luminance that becomes white if nothing else is brighter, in cd/m² (FFmpeg's own). */
    private static final double REFERENCE_WHITE = 100;

    /** Peak of HDR pictures that do not say theirs, in cd/m²: that of most HDR displays. */
    private static final double DEFAULT_PEAK = 1000;

    /**
     * How the ffmpeg program is told to do it in its community's guides. zscale refuses odd sizes
     * of subsampled pictures.
     */
    private static final String TO_SDR =
            "crop=trunc(iw/2)*2:trunc(ih/2)*2:0:0,setparams=range=%d:color_primaries=%d:color_trc=%d:colorspace=%d:chroma_location=%d,"
                    + "zscale=transfer=linear:npl=100,format=gbrpf32le,zscale=primaries=bt709,"
                    + "tonemap=hable:desat=0:peak=%s,"
                    + "zscale=transfer=bt709:matrix=bt709:range=tv,format=yuv420p";

    /** By matrix; looking a matrix up takes as long as scaling some lines. */
    private static final Map<Integer, Optional<ColourMatrix>> TO_BT601 = new ConcurrentHashMap<>();

    private FfmpegColours() {}

    /**
     * Gives a picture the matrix that cameras mean when they do not say, or say what no converter
     * knows: BT.709 from 720 lines on, else BT.601.
     */
    static void completeMatrix(AVFrame frame) {
        int matrix = frame.colorspace();
        if (matrix == AVCOL_SPC_UNSPECIFIED || sws_test_colorspace(matrix, 0) == 0) {
            boolean hd = frame.height() >= HD_LINES;
            frame.colorspace(hd ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M);
        }
    }

    /**
     * The filters that map an HDR picture to BT.709, limited range.
     *
     * @param frame with a known matrix
     * @return empty for pictures of normal range
     */
    static String toSdr(AVFrame frame) {
        int transfer = frame.color_trc();
        if (transfer != AVCOL_TRC_SMPTE2084 && transfer != AVCOL_TRC_ARIB_STD_B67) {
            return "";
        }
        int primaries = frame.color_primaries();
        if (primaries == AVCOL_PRI_UNSPECIFIED || sws_test_primaries(primaries, 0) == 0) {
            primaries = AVCOL_PRI_BT2020;
        }
        boolean full = frame.color_range() == AVCOL_RANGE_JPEG;
        int range = full ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG;
        String peak = String.format(Locale.ROOT, "%.2f", peak(frame) / REFERENCE_WHITE);
        return TO_SDR.formatted(
                range, primaries, transfer, frame.colorspace(), frame.chroma_location(), peak);
    }

    /** Sets the tags of a picture that {@link #toSdr} has mapped. */
    static void tagAsSdr(AVFrame frame) {
        frame.colorspace(AVCOL_SPC_BT709).color_range(AVCOL_RANGE_MPEG);
    }

    /** Sets the tags of a picture that was made from another without a change of its colours. */
    static void copyTags(AVFrame from, AVFrame to) {
        to.colorspace(from.colorspace()).color_range(from.color_range());
    }

    /**
     * Makes swscale do as the ffmpeg program: no mapping of primaries and transfer, which shifts
     * colours visibly, and chroma in the middle of its luma samples.
     */
    static void dropTags(AVFrame frame) {
        frame.color_primaries(AVCOL_PRI_UNSPECIFIED).color_trc(AVCOL_TRC_UNSPECIFIED);
        frame.chroma_location(AVCHROMA_LOC_UNSPECIFIED);
    }

    /**
     * What makes YCbCr of a matrix that of BT.601.
     *
     * @param matrix one that swscale knows, whose equations these are
     * @return empty if it is the same
     */
    static Optional<ColourMatrix> toBt601(int matrix) {
        return TO_BT601.computeIfAbsent(matrix, FfmpegColours::derive);
    }

    private static Optional<ColourMatrix> derive(int matrix) {
        double[] equations = equations(matrix);
        return Arrays.equals(equations, equations(AVCOL_SPC_SMPTE170M))
                ? Optional.empty()
                : Optional.of(
                        ColourMatrix.of(equations[0], equations[1], equations[2], equations[3]));
    }

    /** swscale has them for chroma of limited range, in units of 1/65536. */
    private static double[] equations(int matrix) {
        int[] units = new int[4];
        sws_getCoefficients(matrix).get(units);
        return Arrays.stream(units).mapToDouble(unit -> unit / 65536.0 * 224 / 255).toArray();
    }

    private static double peak(AVFrame frame) {
        AVFrameSideData light = av_frame_get_side_data(frame, AV_FRAME_DATA_CONTENT_LIGHT_LEVEL);
        if (light != null && new AVContentLightMetadata(light.data()).MaxCLL() > 0) {
            return new AVContentLightMetadata(light.data()).MaxCLL();
        }
        AVFrameSideData display =
                av_frame_get_side_data(frame, AV_FRAME_DATA_MASTERING_DISPLAY_METADATA);
        if (display != null) {
            AVMasteringDisplayMetadata mastering = new AVMasteringDisplayMetadata(display.data());
            if (mastering.has_luminance() != 0 && mastering.max_luminance().num() > 0) {
                return av_q2d(mastering.max_luminance());
            }
        }
        return DEFAULT_PEAK;
    }
}
