package io.framewatch.ingest.capture;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_clone;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;

import java.util.ArrayDeque;
import java.util.Queue;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Packets from a key frame on that may be decoded later, in the order of decoding. Their memory is
 * shared with FFmpeg, not copied. Not thread-safe.
 */
final class FfmpegHeld implements AutoCloseable {

    private final Queue<Held> packets = new ArrayDeque<>();

    private record Held(AVPacket packet, long number) {}

    boolean isEmpty() {
        return packets.isEmpty();
    }

    /** Keeps a packet, which stays the caller's. */
    void add(AVPacket packet, long number) {
        packets.add(new Held(av_packet_clone(packet), number));
    }

    /** Gives the first packet to the decoder. */
    void send(FfmpegDecoder decoder) throws CaptureException {
        Held held = packets.remove();
        try {
            decoder.send(held.packet(), held.number());
        } finally {
            av_packet_free(held.packet());
        }
    }

    /** Forgets all packets. Idempotent. */
    @Override
    public void close() {
        packets.forEach(held -> av_packet_free(held.packet()));
        packets.clear();
    }
}
