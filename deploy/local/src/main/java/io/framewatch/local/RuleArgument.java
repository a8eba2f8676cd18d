package io.framewatch.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/**
 * A rule of the command line, {@code ID=LABEL[,camera=ID][,head=NAME][,enter=SCORE][,frames=N]
 * [,exit=SCORE]}, in the form of the configuration. What it holds is checked there.
 */
final class RuleArgument {

    static final String FORM =
            "ID=LABEL[,camera=ID][,head=NAME][,enter=SCORE][,frames=N][,exit=SCORE]";

    private static final double ENTER = 0.6;
    private static final int FRAMES = 3;

    private RuleArgument() {}

    /** Writes a rule; a label may hold commas, as ImageNet's do. */
    static void write(NamedValue argument, ObjectNode rule) {
        String[] parts = argument.value().split(",(?=[a-z-]+=)");
        rule.put("id", argument.id()).put("label", parts[0]);
        ObjectNode enter = rule.putObject("enter").put("score", ENTER).put("frames", FRAMES);
        ObjectNode exit = rule.putObject("exit");
        for (int i = 1; i < parts.length; i++) {
            NamedValue part = NamedValue.parse(parts[i], "KEY=VALUE");
            switch (part.id()) {
                case "camera" -> rule.withArray("cameras").add(part.value());
                case "enter" -> number(enter, "score", part.value());
                case "frames" -> number(enter, "frames", part.value());
                case "exit" -> number(exit, "score", part.value());
                default -> rule.put(part.id(), part.value());
            }
        }
        if (!exit.has("score")) {
            exit.put("score", enter.get("score").asDouble() * 2 / 3);
        }
    }

    /** What is no number is left for the configuration to name. */
    private static void number(ObjectNode node, String key, String text) {
        try {
            node.put(key, new BigDecimal(text));
        } catch (NumberFormatException e) {
            node.put(key, text);
        }
    }
}
