package io.framewatch.training;

/** Rules of options, whose messages name the option, the value and the rule. */
final class OptionRule {

    private OptionRule() {}

    static void requireAtLeast1(String name, int value) {
        require(value >= 1, name, value, "at least 1");
    }

    static void requireShare(String name, double value) {
        require(value >= 0 && value < 1, name, value, "at least 0 and below 1");
    }

    static void require(boolean holds, String name, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(name + " " + value + " must be " + rule);
        }
    }
}
