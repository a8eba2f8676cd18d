package io.framewatch.ingest.capture;

import static org.bytedeco.ffmpeg.global.avutil.*;

import java.nio.Buffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacv.FFmpegFrameFilter;
import org.bytedeco.javacv.Frame;

/**
 * Filters of FFmpeg, run by JavaCV, that turn each picture into another one at once. A graph stays
 * until pictures differ in size or format or want other filters.
 *
 * <p>JavaCV takes and gives pictures without padding, and forgets their colour tags and time
 * stamps. So the filters set the tags that they need, the caller sets those of the result, and no
 * picture waits in a graph for the next one. Not thread-safe.
 */
final class FfmpegFilter implements AutoCloseable {

    private final AVFrame unpadded = av_frame_alloc();
    private final AVFrame result = av_frame_alloc();
    private final Frame picture = new Frame();
    private BytePointer pixels = new BytePointer();
    private FFmpegFrameFilter graph;
    private Key key;

    /** What a graph was made for. */
    private record Key(String filters, int width, int height, int format) {}

    /**
     * Filters a picture.
     *
     * @param filters as the ffmpeg program takes them
     * @return the result, without tags; valid until the next call
     */
    AVFrame apply(AVFrame frame, String filters) throws CaptureException {
        Key wanted = new Key(filters, frame.width(), frame.height(), frame.format());
        try {
            if (!wanted.equals(key)) {
                closeGraph();
                openGraph(wanted);
                key = wanted;
            }
            push(frame);
            return pull();
        } catch (FFmpegFrameFilter.Exception e) {
            key = null; // the next picture gets a new graph
            String detail = "the filters " + filters + ": " + e.getMessage();
            throw new CaptureException(FailureReason.OTHER, detail);
        }
    }

    /** Idempotent. */
    @Override
    public void close() {
        closeGraph();
        av_frame_free(unpadded);
        av_frame_free(result);
    }

    private void openGraph(Key wanted) throws FFmpegFrameFilter.Exception {
        graph = new FFmpegFrameFilter(wanted.filters(), wanted.width(), wanted.height());
        graph.setPixelFormat(wanted.format());
        graph.start();
        pixels =
                new BytePointer(
                        (long)
                                av_image_get_buffer_size(
                                        wanted.format(), wanted.width(), wanted.height(), 1));
        picture.image = new Buffer[] {pixels.asBuffer()};
        picture.imageWidth = wanted.width();
        picture.imageHeight = wanted.height();
        picture.imageDepth = Frame.DEPTH_UBYTE; // so the stride counts bytes
        picture.imageStride = av_image_get_linesize(wanted.format(), wanted.width(), 0);
    }

    private void closeGraph() {
        key = null;
        pixels.close();
        if (graph != null) {
            try {
                graph.release();
            } catch (FFmpegFrameFilter.Exception e) {
                throw new IllegalStateException("JavaCV cannot release a graph", e);
            }
            graph = null;
        }
    }

    private void push(AVFrame frame) throws CaptureException, FFmpegFrameFilter.Exception {
        FfmpegLibrary.check(
                av_image_copy_to_buffer(
                        pixels,
                        (int) pixels.capacity(),
                        new PointerPointer<>(frame),
                        frame.linesize(),
                        frame.format(),
                        frame.width(),
                        frame.height(),
                        1));
        graph.push(picture, frame.format());
    }

    private AVFrame pull() throws CaptureException, FFmpegFrameFilter.Exception {
        Frame filtered = graph.pull();
        if (filtered == null) {
            throw new CaptureException(FailureReason.OTHER, key.filters() + " gave no picture");
        }
        return filtered.opaque instanceof AVFrame packed ? packed : padded(filtered);
    }

    /** swscale reads whole vectors, so its pictures need the padding of FFmpeg's own buffers. */
    private AVFrame padded(Frame planar) throws CaptureException {
        int format = graph.getPixelFormat();
        FfmpegLibrary.check(
                av_image_fill_arrays(
                        new PointerPointer<>(unpadded),
                        unpadded.linesize(),
                        (BytePointer) planar.opaque,
                        format,
                        planar.imageWidth,
                        planar.imageHeight,
                        1));
        unpadded.format(format).width(planar.imageWidth).height(planar.imageHeight);
        av_frame_unref(result);
        result.format(format).width(planar.imageWidth).height(planar.imageHeight);
        FfmpegLibrary.check(av_frame_get_buffer(result, 0));
        FfmpegLibrary.check(av_frame_copy(result, unpadded));
        return result;
    }
}
