package io.framewatch.kernels;

import java.util.stream.IntStream;

/**
 * A feature map attends to the tokens. The result is added to the map.
 *
 * @param keys rows of keys, then values
 */
record FormerToMobileStep(FeatureMap x, Rows keys, int heads) implements Step {

    @Override
    public Kind kind() {
        return Kind.FORMER_TO_MOBILE;
    }

    @Override
    public long multiplyAdds() {
        return 2L * keys.ofImage() * x.channels() * x.resolution() * x.resolution();
    }

    @Override
    public int resolution() {
        return x.resolution();
    }

    @Override
    public void write(PlanWriter to) {
        to.put(x.place()).put(keys.place()).put(x.geometry());
        to.put(keys.length(), keys.ofImage(), x.channels(), heads);
        to.put(x.planes(IntStream.range(0, x.channels() / heads).toArray()));
    }

    @Override
    public void check(Bounds bounds) {
        bounds.atMost("tokens", keys.ofImage(), SelfAttentionStep.MAX_TOKENS);
        bounds.atLeast("heads", heads, 1);
        bounds.multiple("channels", x.channels(), Math.multiplyExact(2, heads));
        bounds.planes("map", x, x.planes(0, x.channels() - 1));
        bounds.rows("keys and values", keys, 2L * x.channels());
    }
}
