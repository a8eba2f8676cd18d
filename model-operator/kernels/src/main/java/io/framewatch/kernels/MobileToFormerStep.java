package io.framewatch.kernels;

import java.util.stream.IntStream;

/**
 * Tokens attend to a feature map.
 *
 * @param queries rows of queries, then gates
 * @param y what each token sees, gated
 * @param scores room for a plane of each token
 */
record MobileToFormerStep(FeatureMap x, Rows queries, Rows y, FeatureMap scores, int heads)
        implements Step {

    @Override
    public Kind kind() {
        return Kind.MOBILE_TO_FORMER;
    }

    @Override
    public long multiplyAdds() {
        return 2L * queries.ofImage() * x.channels() * x.resolution() * x.resolution();
    }

    @Override
    public int resolution() {
        return x.resolution();
    }

    @Override
    public void write(PlanWriter to) {
        to.put(x.place()).put(queries.place()).put(y.place()).put(scores.place());
        to.put(x.geometry()).put(queries.length(), y.length(), queries.ofImage());
        to.put(x.channels(), heads).put(planesOfHead());
    }

    private int[] planesOfHead() {
        return x.planes(IntStream.range(0, x.channels() / heads).toArray());
    }

    @Override
    public void check(Bounds bounds) {
        bounds.atMost("tokens", queries.ofImage(), SelfAttentionStep.MAX_TOKENS);
        bounds.atMost("rows", queries.ofImage(), y.ofImage());
        bounds.same("resolution", scores.resolution(), x.resolution());
        bounds.same("plane", scores.geometry().plane(), x.geometry().plane());
        bounds.atLeast("heads", heads, 1);
        bounds.multiple("channels", x.channels(), Math.multiplyExact(2, heads));
        bounds.planes("seen map", x, x.planes(0, x.channels() - 1));
        bounds.planes("scores", scores, scores.planes(0, queries.ofImage() - 1));
        bounds.rows("queries and gates", queries, 2L * x.channels());
        bounds.rows("seen", y, x.channels());
    }
}
