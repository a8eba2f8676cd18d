package io.framewatch.ingest.capture;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.ShortPointer;

/**
 * Writes squares of {@value Fit#SIZE} pixels as JPEG by FFmpeg's encoder of Motion JPEG: baseline
 * JFIF, full-range BT.601 YCbCr, 4:2:0, with the Huffman tables of ITU-T T.81, Annex K.
 *
 * <p>The tables of quantisation are those of the Independent JPEG Group, so quality means what it
 * means to every other tool. One number in them differs: FFmpeg quantises the mean of a block by 8,
 * one level of 255, at every quality. Not thread-safe.
 */
final class FfmpegJpeg implements PictureEncoder {

    private static final int SIZE = Fit.SIZE;
    private static final int HALF = SIZE / 2;

    /** FFmpeg multiplies the tables by this and divides them by 8. */
    private static final int SCALE = 8 * FF_QP2LAMBDA;

    private final AVFrame frame = av_frame_alloc();
    private final AVPacket packet = av_packet_alloc();
    private final BytePointer pixels = new BytePointer((long) SIZE * SIZE + 2 * HALF * HALF);
    private final byte[] chroma = new byte[2 * HALF * HALF];
    private AVCodecContext context = new AVCodecContext(null);

    private FfmpegJpeg() {}

    /**
     * Opens an encoder.
     *
     * @param quality on the scale of the Independent JPEG Group, 1 to 100
     */
    static FfmpegJpeg open(int quality) throws CaptureException {
        FfmpegLibrary.load();
        FfmpegJpeg encoder = new FfmpegJpeg();
        try {
            encoder.openContext(quality);
            encoder.describeFrame();
            return encoder;
        } catch (CaptureException | RuntimeException | Error e) {
            encoder.close();
            throw e;
        }
    }

    @Override
    public byte[] encode(Video video, Region region, Fit fit) throws CaptureException {
        return encode(video.ycbcr(region, fit));
    }

    /**
     * Encodes a picture.
     *
     * @param ycbcr see {@link Video#ycbcr}
     */
    byte[] encode(byte[] ycbcr) throws CaptureException {
        halveChroma(ycbcr);
        pixels.position(0).put(ycbcr, 0, SIZE * SIZE);
        pixels.position((long) SIZE * SIZE).put(chroma, 0, chroma.length);
        FfmpegLibrary.check(avcodec_send_frame(context, frame));
        FfmpegLibrary.check(avcodec_receive_packet(context, packet));
        byte[] jpeg = new byte[packet.size()];
        packet.data().get(jpeg);
        av_packet_unref(packet);
        return jpeg;
    }

    /** Idempotent. */
    @Override
    public void close() {
        avcodec_free_context(context);
        av_packet_free(packet);
        av_frame_free(frame);
        pixels.close();
    }

    private void openContext(int quality) throws CaptureException {
        AVCodec codec = avcodec_find_encoder(AV_CODEC_ID_MJPEG);
        context = avcodec_alloc_context3(codec);
        context.width(SIZE).height(SIZE).pix_fmt(AV_PIX_FMT_YUV420P);
        context.color_range(AVCOL_RANGE_JPEG).colorspace(AVCOL_SPC_SMPTE170M);
        context.time_base(new AVRational().num(1).den(1)).thread_count(1);
        context.sample_aspect_ratio(new AVRational().num(1).den(1)); // or there is no JFIF marker
        // Without FFmpeg's version as a comment.
        context.flags(AV_CODEC_FLAG_QSCALE | AV_CODEC_FLAG_BITEXACT);
        context.global_quality(SCALE);
        context.intra_matrix(owned(JpegTables.luma(quality)));
        context.chroma_intra_matrix(owned(JpegTables.chroma(quality)));
        AVDictionary options = new AVDictionary(null);
        // Tables for each picture make files 5 to 15 % smaller, and double the time.
        av_dict_set(options, "huffman", "default", 0);
        // Two tables also where both are the same.
        av_dict_set(options, "force_duplicated_matrix", "1", 0);
        try {
            FfmpegLibrary.check(avcodec_open2(context, codec, options));
        } finally {
            av_dict_free(options);
        }
    }

    private void describeFrame() throws CaptureException {
        frame.format(AV_PIX_FMT_YUV420P).width(SIZE).height(SIZE).quality(SCALE);
        frame.color_range(AVCOL_RANGE_JPEG).colorspace(AVCOL_SPC_SMPTE170M);
        FfmpegLibrary.check(
                av_image_fill_arrays(
                        new PointerPointer<>(frame),
                        frame.linesize(),
                        pixels,
                        AV_PIX_FMT_YUV420P,
                        SIZE,
                        SIZE,
                        1));
    }

    /** The context frees it. */
    private static ShortPointer owned(short[] table) {
        ShortPointer copy = new ShortPointer(av_malloc((long) table.length * Short.BYTES));
        return copy.put(table, 0, table.length);
    }

    /** Each sample becomes the mean of four, which is rounded up and down in turns. */
    private void halveChroma(byte[] ycbcr) {
        int to = 0;
        for (int row = 0; row < SIZE; row++) { // of Cb and of Cr, one below the other
            int upper = SIZE * SIZE + row * 2 * SIZE;
            for (int column = 0; column < HALF; column++) {
                int at = upper + 2 * column;
                int sum =
                        (ycbcr[at] & 0xff)
                                + (ycbcr[at + 1] & 0xff)
                                + (ycbcr[at + SIZE] & 0xff)
                                + (ycbcr[at + SIZE + 1] & 0xff);
                chroma[to++] = (byte) (sum + 1 + (column & 1) >> 2);
            }
        }
    }
}
