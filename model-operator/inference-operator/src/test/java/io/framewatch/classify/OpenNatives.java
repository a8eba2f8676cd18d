package io.framewatch.classify;

/**
 * What holds native memory in this JVM.
 *
 * @param sessions of ONNX Runtime
 * @param decoders of FFmpeg
 */
public record OpenNatives(int sessions, int decoders) {

    public static OpenNatives count() {
        return new OpenNatives(ModelSession.count(), JpegDecoder.count());
    }
}
