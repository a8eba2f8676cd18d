package io.framewatch.mobileformer;

import java.util.stream.IntStream;

/**
 * ONNX Runtime's blocked layout NCHWc: [N, C / block, H, W, block]. A block of channels fills a
 * vector register. Channels are padded with zeros to full blocks. Filters have layouts of their own
 * (MLAS: OIHWBiBo and OIHWBo), which the convolution kernels read sequentially.
 *
 * @param block channels of a block: 16 with AVX-512, 8 with AVX2
 */
record BlockedLayout(int block) {

    /** A number of channels rounded up to full blocks. */
    int padded(int channels) {
        return (channels + block - 1) / block * block;
    }

    /** A selection of channels, padded with zeros to full blocks. */
    int[] padded(int[] channels) {
        return IntStream.range(0, padded(channels.length))
                .map(i -> i < channels.length ? channels[i] : Affine.ZERO)
                .toArray();
    }

    /** A filter over all input channels: [O / block, I / block, H, W, block of I, block of O]. */
    Tensor dense(Affine affine) {
        Tensor weight = affine.weight();
        int outputs = affine.outputs();
        int inputs = affine.inputs();
        int kernel = weight.values().length / outputs / inputs;
        float[] values = new float[weight.values().length];
        for (int from = 0; from < values.length; from++) {
            int k = from % kernel;
            int i = from / kernel % inputs;
            int o = from / kernel / inputs;
            int blocks = o / block * (inputs / block) + i / block;
            int to = ((blocks * kernel + k) * block + i % block) * block + o % block;
            values[to] = weight.values()[from];
        }
        return new Tensor(weight.shape(), values);
    }

    /**
     * A filter over few input channels, of an image or a depthwise convolution: [O / block, I, H,
     * W, block of O].
     */
    Tensor narrow(Affine affine) {
        Tensor weight = affine.weight();
        int row = weight.values().length / affine.outputs();
        float[] values = new float[weight.values().length];
        for (int from = 0; from < values.length; from++) {
            int o = from / row;
            values[(o / block * row + from % row) * block + o % block] = weight.values()[from];
        }
        return new Tensor(weight.shape(), values);
    }
}
