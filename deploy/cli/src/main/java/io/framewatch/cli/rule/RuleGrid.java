package io.framewatch.cli.rule;

import io.framewatch.event.RuleCondition.Enter;
import io.framewatch.event.RuleCondition.Exit;
import io.framewatch.event.RuleCondition.Scored;
import io.framewatch.event.RuleCondition.Sense;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The thresholds and durations that are tried in place of those of a rule. */
final class RuleGrid {

    private static final int STEPS = 20;
    private static final List<Integer> FRAMES = List.of(1, 2, 3, 5, 8, 13);

    /** How far the exit score is from the enter score. */
    private static final List<Float> GAPS = List.of(0f, 0.1f, 0.2f, 0.4f);

    private static final List<Duration> EXITS =
            List.of(Duration.ZERO, Duration.ofSeconds(2), Duration.ofSeconds(10));

    private RuleGrid() {}

    /** All of them; that of the rule is the first. */
    static List<Scored> of(Scored rule) {
        List<Scored> grid = new ArrayList<>(List.of(rule));
        for (float enter : scores(rule)) {
            for (float exit : exits(rule, enter)) {
                for (Enter entering : enters(rule, enter)) {
                    for (Duration lasting : durations(rule.exit().lasting(), EXITS)) {
                        grid.add(
                                new Scored(
                                        rule.target(),
                                        rule.sense(),
                                        entering,
                                        new Exit(exit, lasting),
                                        rule.whenLabelMissing()));
                    }
                }
            }
        }
        return grid.stream().distinct().toList();
    }

    private static Set<Float> scores(Scored rule) {
        Set<Float> scores = new TreeSet<>();
        for (int step = 1; step < STEPS; step++) {
            scores.add(Math.round(100f * step / STEPS) / 100f);
        }
        scores.add(rule.enter().score());
        return scores;
    }

    private static Set<Float> exits(Scored rule, float enter) {
        Set<Float> exits = new TreeSet<>();
        boolean present = rule.sense() == Sense.PRESENT;
        for (float gap : GAPS) {
            float exit = Math.round(100 * (present ? enter - gap : enter + gap)) / 100f;
            if (exit > 0 && exit < 1 && (present ? exit <= enter : exit >= enter)) {
                exits.add(exit);
            }
        }
        float own = rule.exit().score();
        if (present ? own <= enter : own >= enter) {
            exits.add(own);
        }
        return exits;
    }

    /** Frames among as many as the rule has, or in a row and lasting some time. */
    private static List<Enter> enters(Scored rule, float score) {
        List<Enter> enters = new ArrayList<>();
        Enter own = rule.enter();
        Set<Integer> frames = new TreeSet<>(FRAMES);
        frames.add(own.frames());
        for (int count : frames) {
            if (own.inARow()) {
                for (Duration lasting : lastings(own)) {
                    enters.add(new Enter(score, count, count, lasting));
                }
            } else if (count <= own.of()) {
                // As many as there are ask for frames in a row.
                enters.add(new Enter(score, count, own.of(), Duration.ZERO));
            }
        }
        return enters;
    }

    private static Collection<Duration> lastings(Enter own) {
        return own.lasting().isZero()
                ? Set.of(Duration.ZERO)
                : durations(
                        own.lasting(),
                        List.of(own.lasting().dividedBy(2), own.lasting().multipliedBy(2)));
    }

    private static Collection<Duration> durations(Duration own, List<Duration> others) {
        Set<Duration> all = new TreeSet<>(others);
        all.add(own);
        return all;
    }
}
