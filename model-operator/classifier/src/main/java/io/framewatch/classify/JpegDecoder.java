package io.framewatch.classify;

import static io.framewatch.classify.ModelInput.CHANNELS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AV_ERROR_MAX_STRING_SIZE;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_FATAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_INFO;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_log_get_level;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_free_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;

/**
 * Decodes JPEGs of one size with FFmpeg; the only class here that calls FFmpeg. An image is decoded
 * whole, up to its end marker and without an error, or it is refused. Not thread-safe. Owns native
 * memory until it is closed.
 */
final class JpegDecoder implements AutoCloseable {

    /**
     * Largest number of pixels that FFmpeg writes at a time. Rows whose width is no multiple of it
     * need padding.
     */
    private static final int PIXELS_AT_ONCE = 32;

    static {
        // The reason is in the dead letter, so FFmpeg need not log it. Another user of FFmpeg in
        // this process may have set the level already.
        if (av_log_get_level() == AV_LOG_INFO) {
            av_log_set_level(AV_LOG_FATAL);
        }
    }

    private static final AtomicInteger OPEN = new AtomicInteger();

    private final int width;
    private final int height;
    private final AVCodecContext decoder;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame decoded = av_frame_alloc();
    private final AVFrame rgb = av_frame_alloc();
    private final SwsContext converter = sws_alloc_context();
    private boolean closed;

    JpegDecoder(int width, int height) {
        this.width = width;
        this.height = height;
        AVCodec mjpeg = avcodec_find_decoder(AV_CODEC_ID_MJPEG);
        decoder = avcodec_alloc_context3(mjpeg);
        decoder.err_recognition(AV_EF_EXPLODE | AV_EF_BITSTREAM).thread_count(1);
        require(avcodec_open2(decoder, mjpeg, (AVDictionary) null));
        rgb.format(AV_PIX_FMT_RGB24).width(width).height(height);
        rgb.colorspace(AVCOL_SPC_RGB).color_range(AVCOL_RANGE_JPEG);
        if (fits()) {
            rgb.linesize(0, width * CHANNELS);
        } else {
            require(av_frame_get_buffer(rgb, 0));
        }
        OPEN.incrementAndGet();
    }

    /** Number of decoders in this JVM that are not closed. */
    static int count() {
        return OPEN.get();
    }

    /**
     * Decodes an image.
     *
     * @param pixels receives the image: a direct buffer of height * width * 3 bytes, RGB, 8 bits a
     *     channel, rows from the top without padding. Undefined after a refusal
     * @throws UndecodableImageException if it is damaged or not a JPEG of this decoder's size
     */
    void decode(byte[] jpeg, ByteBuffer pixels) throws UndecodableImageException {
        JpegHeader header = JpegHeader.of(jpeg);
        requireSize(jpeg, header.width(), header.height());
        try {
            decode(jpeg, header.length());
            // A damaged image may contain a second header, which the decoder followed.
            requireSize(jpeg, decoded.width(), decoded.height());
            convert(pixels);
        } finally {
            av_frame_unref(decoded);
        }
    }

    /** Frees everything. Idempotent. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        OPEN.decrementAndGet();
        sws_free_context(converter);
        av_frame_free(rgb);
        av_frame_free(decoded);
        av_packet_free(packet);
        avcodec_free_context(decoder);
    }

    private void decode(byte[] jpeg, int length) throws UndecodableImageException {
        require(av_new_packet(packet, length));
        packet.data().put(jpeg, 0, length);
        int sent = avcodec_send_packet(decoder, packet);
        av_packet_unref(packet);
        int code = sent < 0 ? sent : avcodec_receive_frame(decoder, decoded);
        if (code < 0) {
            throw new UndecodableImageException(
                    "JPEG of %d bytes is damaged: %s".formatted(jpeg.length, message(code)));
        }
    }

    private void convert(ByteBuffer pixels) {
        if (fits()) {
            rgb.data(0, new BytePointer(pixels));
            require(sws_scale_frame(converter, rgb, decoded));
            return;
        }
        require(sws_scale_frame(converter, rgb, decoded));
        BytePointer rows = rgb.data(0).capacity((long) height * rgb.linesize(0));
        ByteBuffer padded = rows.asByteBuffer();
        for (int row = 0; row < height; row++) {
            int bytes = width * CHANNELS;
            pixels.put(row * bytes, padded, row * rgb.linesize(0), bytes);
        }
    }

    /** Whether rows of this width need no padding. */
    private boolean fits() {
        return width % PIXELS_AT_ONCE == 0;
    }

    private void requireSize(byte[] jpeg, int actualWidth, int actualHeight)
            throws UndecodableImageException {
        if (actualWidth != width || actualHeight != height) {
            throw new UndecodableImageException(
                    "JPEG of %d bytes is %dx%d: must be %dx%d"
                            .formatted(jpeg.length, actualWidth, actualHeight, width, height));
        }
    }

    private static void require(int code) {
        if (code < 0) {
            throw new IllegalStateException("FFmpeg: " + message(code));
        }
    }

    private static String message(int code) {
        byte[] text = new byte[AV_ERROR_MAX_STRING_SIZE];
        av_strerror(code, text, text.length);
        return new String(text, StandardCharsets.UTF_8).split("\0", 2)[0];
    }
}
