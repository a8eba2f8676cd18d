package io.framewatch.job.alert;

import io.framewatch.event.AlertRule;
import io.framewatch.event.AlertRule.Activation;
import io.framewatch.event.AlertRule.Pace;
import io.framewatch.event.CameraSelector;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.CameraView;
import io.framewatch.event.Classification;
import io.framewatch.event.HeadResult;
import io.framewatch.event.LabelScore;
import io.framewatch.event.RuleCondition;
import io.framewatch.event.RuleCondition.Blinded;
import io.framewatch.event.RuleCondition.Enter;
import io.framewatch.event.RuleCondition.Exit;
import io.framewatch.event.RuleCondition.Scored;
import io.framewatch.event.RuleCondition.Sense;
import io.framewatch.event.RuleCondition.Silent;
import io.framewatch.event.RuleCondition.Target;
import io.framewatch.event.Schedule;
import io.framewatch.job.alert.RuleTimeline.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Rules and events by chance, for the camera gate-1. The same seed gives the same.
 *
 * @param configured rules that always count
 * @param revisions of the rules r0, r1, ...
 * @param events classifications and reports, in the order of their arrival
 */
record RandomCase(List<AlertRule> configured, List<Revision> revisions, List<Object> events) {

    static final int RULES = 3;

    /** No event is later. */
    static final int SECONDS = 360;

    static RandomCase of(long seed) {
        return new Source(new Random(seed)).next();
    }

    static Instant timeOf(Object event) {
        return event instanceof Classification frame
                ? frame.captureTime()
                : ((CameraStatusReport) event).since();
    }

    private record Source(Random random) {

        RandomCase next() {
            List<AlertRule> configured = new ArrayList<>();
            List<Revision> revisions = new ArrayList<>();
            for (int i = 0; i < RULES; i++) {
                String id = "r" + i;
                if (chance(0.7)) {
                    configured.add(rule(id));
                }
                for (int k = random.nextInt(4); k > 0; k--) {
                    Instant from = TestingFrames.at(random.nextInt(SECONDS));
                    Optional<AlertRule> rule =
                            chance(0.8) ? Optional.of(rule(id)) : Optional.empty();
                    revisions.add(new Revision(id, from, rule));
                }
            }
            return new RandomCase(configured, revisions, events());
        }

        private AlertRule rule(String id) {
            CameraSelector selector = CameraSelector.of(chance(0.9) ? "gate-*" : "yard-*");
            Pace pace =
                    new Pace(
                            seconds(pick(5, 20, 60)),
                            seconds(pick(0, 0, 3, 15)),
                            chance(0.3) ? seconds(pick(1, 4)) : null);
            Instant silenced = chance(0.1) ? TestingFrames.at(random.nextInt(SECONDS)) : null;
            Activation activation =
                    new Activation(chance(0.05), silenced, chance(0.2) ? schedule() : null);
            return new AlertRule(id, selector, condition(), pace, activation, false);
        }

        private Schedule schedule() {
            return chance(0.5)
                    ? new Schedule(List.of(Schedule.Day.FRI), "22:00", "22:02", "UTC")
                    : new Schedule(List.of(), "05:00", "22:01", "UTC");
        }

        private RuleCondition condition() {
            double kind = random.nextDouble();
            if (kind < 0.15) {
                return new Silent(seconds(pick(3, 10, 30)));
            }
            if (kind < 0.3) {
                List<CameraView> views = chance(0.5) ? List.of() : List.of(CameraView.MOVED);
                return new Blinded(seconds(pick(0, 2, 15)), views);
            }
            Target target =
                    switch (random.nextInt(4)) {
                        case 0 -> Target.ofHead("open", "door");
                        case 1 -> new Target("vehicle", List.of("car", "bus"), null);
                        default -> Target.ofModel("car");
                    };
            Sense sense = chance(0.7) ? Sense.PRESENT : Sense.ABSENT;
            float outer = pick(2, 4) / 10f;
            float inner = pick(4, 6) / 10f;
            return new Scored(
                    target,
                    sense,
                    enter(sense == Sense.PRESENT ? inner : outer),
                    new Exit(sense == Sense.PRESENT ? outer : inner, seconds(pick(0, 0, 2, 5))),
                    null);
        }

        private Enter enter(float score) {
            return switch (random.nextInt(4)) {
                case 0 -> new Enter(score, 2, 4, null);
                case 1 -> new Enter(score, 1, null, seconds(pick(2, 6)));
                case 2 -> new Enter(score, 3, null, seconds(pick(0, 4)));
                default -> new Enter(score, pick(1, 2), pick(2, 5, 32), null);
            };
        }

        private List<Object> events() {
            List<Object> events = new ArrayList<>();
            int seconds = random.nextInt(10);
            long run = 1;
            long sequence = 0;
            double level = 0.5;
            while (seconds < SECONDS - 40) {
                level = chance(0.15) ? random.nextDouble() : level;
                sequence += chance(0.1) ? 2 : 1;
                events.add(frame(run, sequence, seconds, level));
                if (chance(0.03)) {
                    run++;
                    sequence = chance(0.5) ? 0 : sequence;
                }
                if (chance(0.05)) {
                    events.add(events.get(random.nextInt(events.size())));
                }
                if (chance(0.02) && run > 1) {
                    events.add(frame(run - 1, sequence + 9, seconds, 1 - level));
                }
                if (chance(0.05)) {
                    CameraView view = chance(0.2) ? null : CameraView.values()[random.nextInt(4)];
                    int since = Math.max(0, seconds - 3 + random.nextInt(12));
                    events.add(TestingFrames.report(view, since));
                }
                seconds += step();
                seconds = Math.max(0, seconds);
            }
            return events;
        }

        private int step() {
            double kind = random.nextDouble();
            if (kind < 0.03) {
                return -random.nextInt(5);
            }
            return kind < 0.06 ? random.nextInt(70) : random.nextInt(3);
        }

        private Classification frame(long run, long sequence, int seconds, double level) {
            List<LabelScore> top = new ArrayList<>();
            if (chance(0.97)) {
                top.add(TestingFrames.score("car", near(level)));
            }
            if (chance(0.9)) {
                top.add(TestingFrames.score("bus", near(1 - level)));
            }
            HeadResult door =
                    new HeadResult("door", "1", List.of(TestingFrames.score("open", near(level))));
            return chance(0.95)
                    ? TestingFrames.frame(run, sequence, seconds, top, door)
                    : TestingFrames.frame(run, sequence, seconds, top);
        }

        private double near(double level) {
            return Math.min(1, Math.max(0, level + 0.3 * (random.nextDouble() - 0.5)));
        }

        private boolean chance(double share) {
            return random.nextDouble() < share;
        }

        private int pick(int... values) {
            return values[random.nextInt(values.length)];
        }

        private static Duration seconds(int count) {
            return Duration.ofSeconds(count);
        }
    }
}
