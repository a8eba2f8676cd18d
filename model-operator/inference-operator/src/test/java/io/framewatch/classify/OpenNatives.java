package io.framewatch.classify;

import io.framewatch.kernels.KernelModel;

/**
 * What holds native memory in this JVM.
 *
 * @param sessions of ONNX Runtime
 * @param kernels models on kernels
 * @param decoders of FFmpeg
 */
public record OpenNatives(int sessions, int kernels, int decoders) {

    public static OpenNatives count() {
        return new OpenNatives(ModelSession.count(), KernelModel.count(), JpegDecoder.count());
    }
}
