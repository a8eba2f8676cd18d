package io.framewatch.kernels;

/**
 * Tokens attend to each other; keys and values are the tokens.
 *
 * @param z tokens, rows without gaps
 */
record SelfAttentionStep(Rows queries, Rows z, Rows y, int heads) implements Step {

    /** {@code MAX_TOKENS} of {@code tokens.h}. */
    static final int MAX_TOKENS = 32;

    @Override
    public Kind kind() {
        return Kind.SELF_ATTENTION;
    }

    @Override
    public void write(PlanWriter to) {
        to.put(queries.place()).put(z.place()).put(y.place());
        to.put(queries.length(), y.length(), z.ofImage(), heads, z.length() / heads);
    }

    @Override
    public void check(Bounds bounds) {
        bounds.atMost("tokens", z.ofImage(), MAX_TOKENS);
        bounds.atMost("rows", z.ofImage(), Math.min(queries.ofImage(), y.ofImage()));
        bounds.atLeast("heads", heads, 1);
        bounds.multiple("width", z.length(), Math.multiplyExact(heads, bounds.lanes().width()));
        bounds.rows("queries", queries, z.length());
        bounds.rows("tokens", z, z.length());
        bounds.rows("seen tokens", y, z.length());
    }
}
