package io.framewatch.ingest.capture;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * The decoder of a video track, also when the track changes its codec. Each camera decodes on its
 * own thread only: many cameras share the processors, and FFmpeg's frame threads would delay every
 * picture. Not thread-safe.
 */
final class FfmpegDecoder implements AutoCloseable {

    /** Enough of a packet for the messages before its picture. */
    private static final int HEAD = 512;

    private final AVStream stream;

    /** The first packet of another codec, while pictures of the one before come out. */
    private final AVPacket waiting = av_packet_alloc();

    private final H264Pictures pictures;
    private AVCodecContext context = new AVCodecContext(null);
    private boolean alone;

    private FfmpegDecoder(AVStream stream) {
        this.stream = stream;
        this.pictures = new H264Pictures(extradata(stream));
    }

    /** Opens the decoder for a track. */
    static FfmpegDecoder open(AVStream stream) throws CaptureException {
        FfmpegDecoder decoder = new FfmpegDecoder(stream);
        try {
            decoder.openContext();
            return decoder;
        } catch (CaptureException | RuntimeException | Error e) {
            decoder.close();
            throw e;
        }
    }

    /**
     * Takes the next picture out.
     *
     * @return 0, or FFmpeg's error
     * @throws CaptureException if the track has changed to a codec that is not known
     */
    int receive(AVFrame frame) throws CaptureException {
        int code = avcodec_receive_frame(context, frame);
        if (code != AVERROR_EOF()) {
            return code;
        }
        if (waiting.size() > 0) {
            changeCodec();
            return avcodec_receive_frame(context, frame);
        }
        if (alone) {
            alone = false;
            avcodec_flush_buffers(context);
            return AVERROR_EAGAIN();
        }
        return code;
    }

    /**
     * Puts a packet in; one that cannot be decoded is left out.
     *
     * @param number given back by {@link #packetNumber} of its picture, above 0
     */
    void send(AVPacket packet, long number) throws CaptureException {
        packet.opaque(new Number(number));
        if (stream.codecpar().codec_id() == context.codec_id()) {
            avcodec_send_packet(context, packet);
        } else {
            FfmpegLibrary.check(av_packet_ref(waiting, packet));
            drain();
        }
    }

    /** Puts a key frame in whose picture comes out at once; those before it are forgotten then. */
    void sendAlone(AVPacket packet, long number) throws CaptureException {
        alone = true;
        send(packet, number);
        drain();
    }

    /** The number of the packet that a picture was decoded from; 0 if it is not known. */
    long packetNumber(AVFrame frame) {
        Pointer opaque = frame.opaque();
        return opaque == null ? 0 : opaque.address();
    }

    /** What a packet means for those after it. */
    LossTracker.Packet kind(AVPacket packet) {
        boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
        int codec = stream.codecpar().codec_id();
        boolean hevc = codec == AV_CODEC_ID_HEVC;
        if (codec != AV_CODEC_ID_H264 && !hevc) {
            return new LossTracker.Packet(key, RecoveryPoint.NONE);
        }
        byte[] head = new byte[Math.min(HEAD, packet.size())];
        packet.data().get(head);
        int untilExact = RecoveryPoint.of(head, hevc);
        boolean whole = key && untilExact <= 0; // FFmpeg calls each recovery point a key frame
        if (hevc) {
            return new LossTracker.Packet(whole, untilExact);
        }
        pictures.follow(head);
        return new LossTracker.Packet(
                whole, untilExact, pictures.isAfterGap(), pictures.isSecondField());
    }

    /** By how many packets decoding runs ahead of presentation. */
    int delay() {
        return context.has_b_frames();
    }

    /** Asks for the pictures that it still holds. */
    void drain() {
        avcodec_send_packet(context, null);
    }

    /** Idempotent. */
    @Override
    public void close() {
        avcodec_free_context(context);
        av_packet_free(waiting);
    }

    private static byte[] extradata(AVStream stream) {
        byte[] extradata = new byte[stream.codecpar().extradata_size()];
        if (extradata.length > 0) {
            stream.codecpar().extradata().get(extradata);
        }
        return extradata;
    }

    private void changeCodec() throws CaptureException {
        avcodec_free_context(context);
        openContext();
        avcodec_send_packet(context, waiting);
        av_packet_unref(waiting);
        if (alone) {
            drain();
        }
    }

    private void openContext() throws CaptureException {
        int codecId = stream.codecpar().codec_id();
        AVCodec codec = avcodec_find_decoder(codecId);
        if (codec == null) {
            String name = avcodec_get_name(codecId).getString();
            throw new CaptureException(FailureReason.UNKNOWN_CODEC, name);
        }
        context = avcodec_alloc_context3(codec);
        FfmpegLibrary.check(avcodec_parameters_to_context(context, stream.codecpar()));
        context.pkt_timebase(stream.time_base()).thread_count(1);
        context.flags(context.flags() | AV_CODEC_FLAG_COPY_OPAQUE);
        FfmpegLibrary.check(avcodec_open2(context, codec, (PointerPointer<?>) null));
    }

    /** A number where FFmpeg wants a pointer; nobody ever looks where it points. */
    private static final class Number extends Pointer {
        private Number(long number) {
            address = number;
        }
    }
}
