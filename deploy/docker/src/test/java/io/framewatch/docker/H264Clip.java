package io.framewatch.docker;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * The video of an MP4 file with H.264, in the units of the codec.
 *
 * @param sps the sequence parameter set
 * @param pps the picture parameter set
 * @param pictures in the order in which they are decoded
 */
record H264Clip(byte[] sps, byte[] pps, List<Picture> pictures) {

    /**
     * A picture.
     *
     * @param seconds when it is shown
     * @param units as they are in the stream, without start codes
     */
    record Picture(double seconds, List<byte[]> units) {}

    static H264Clip read(Path file) throws IOException {
        AVFormatContext format = new AVFormatContext(null);
        require(avformat_open_input(format, file.toString(), null, null), file);
        try {
            require(avformat_find_stream_info(format, (PointerPointer<AVDictionary>) null), file);
            int index =
                    av_find_best_stream(
                            format, AVMEDIA_TYPE_VIDEO, -1, -1, (PointerPointer<?>) null, 0);
            require(index, file);
            AVStream stream = format.streams(index);
            BytePointer data = stream.codecpar().extradata();
            byte[] parameters = new byte[stream.codecpar().extradata_size()];
            data.get(parameters);
            // ISO/IEC 14496-15, 5.3.3.1: six bytes, a set with its length, a count, a set with its
            // length.
            ByteBuffer sets = ByteBuffer.wrap(parameters, 6, parameters.length - 6);
            byte[] sps = take(sets, sets.getShort());
            sets.get();
            byte[] pps = take(sets, sets.getShort());
            return new H264Clip(sps, pps, pictures(format, index));
        } finally {
            avformat_close_input(format);
        }
    }

    private static List<Picture> pictures(AVFormatContext format, int index) {
        AVStream stream = format.streams(index);
        double unit = (double) stream.time_base().num() / stream.time_base().den();
        List<Picture> pictures = new ArrayList<>();
        AVPacket packet = av_packet_alloc();
        while (av_read_frame(format, packet) >= 0) {
            if (packet.stream_index() == index) {
                pictures.add(new Picture(packet.pts() * unit, units(packet)));
            }
            av_packet_unref(packet);
        }
        av_packet_free(packet);
        return pictures;
    }

    /** In MP4 each unit comes after its length of four bytes. */
    private static List<byte[]> units(AVPacket packet) {
        byte[] bytes = new byte[packet.size()];
        packet.data().get(bytes);
        List<byte[]> units = new ArrayList<>();
        ByteBuffer data = ByteBuffer.wrap(bytes);
        while (data.hasRemaining()) {
            units.add(take(data, data.getInt()));
        }
        return units;
    }

    private static byte[] take(ByteBuffer data, int length) {
        byte[] bytes = new byte[length];
        data.get(bytes);
        return bytes;
    }

    private static void require(int result, Path file) throws IOException {
        if (result < 0) {
            throw new IOException(file + " cannot be read as a video: error " + result);
        }
    }
}
