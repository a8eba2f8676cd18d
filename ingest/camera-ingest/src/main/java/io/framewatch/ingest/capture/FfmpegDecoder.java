package io.framewatch.ingest.capture;

import static org.bytedeco.ffmpeg.global.avcodec.*;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.PointerPointer;

/**
 * The decoder of a video track. Each camera decodes on its own thread only: many cameras share the
 * processors, and FFmpeg's frame threads would delay every picture. Not thread-safe.
 */
final class FfmpegDecoder implements AutoCloseable {

    private final AVCodecContext context;

    private FfmpegDecoder(AVCodecContext context) {
        this.context = context;
    }

    /** Opens the decoder for a track. */
    static FfmpegDecoder open(AVStream stream) throws CaptureException {
        int codecId = stream.codecpar().codec_id();
        AVCodec codec = avcodec_find_decoder(codecId);
        if (codec == null) {
            String name = avcodec_get_name(codecId).getString();
            throw new CaptureException(FailureReason.UNKNOWN_CODEC, name);
        }
        FfmpegDecoder decoder = new FfmpegDecoder(avcodec_alloc_context3(codec));
        try {
            decoder.open(codec, stream);
            return decoder;
        } catch (CaptureException | RuntimeException | Error e) {
            decoder.close();
            throw e;
        }
    }

    private void open(AVCodec codec, AVStream stream) throws CaptureException {
        FfmpegLibrary.check(avcodec_parameters_to_context(context, stream.codecpar()));
        context.pkt_timebase(stream.time_base()).thread_count(1);
        FfmpegLibrary.check(avcodec_open2(context, codec, (PointerPointer<?>) null));
    }

    /**
     * Takes the next picture out.
     *
     * @return 0, or FFmpeg's error
     */
    int receive(AVFrame frame) {
        return avcodec_receive_frame(context, frame);
    }

    /** Puts a packet in; one that cannot be decoded is left out. */
    void send(AVPacket packet) {
        avcodec_send_packet(context, packet);
    }

    /** Asks for the pictures that it still holds. */
    void drain() {
        avcodec_send_packet(context, null);
    }

    /** Idempotent. */
    @Override
    public void close() {
        avcodec_free_context(context);
    }
}
