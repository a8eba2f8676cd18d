package io.framewatch.cli.rule;

import io.framewatch.event.AlertRule.Activation;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./framewatch rule silence}. */
@Command(
        name = "silence",
        sortOptions = false,
        description = "Sets rules aside until a time. Their alerts that go on end.",
        footer = {
            "",
            "  rule silence person --config framewatch.yaml --for 2h",
            "  rule silence person --config framewatch.yaml --until 2026-11-27T22:00:00Z",
            "  rule silence person --config framewatch.yaml --off"
        })
final class SilenceCommand extends RulesCommand {

    @ArgGroup(multiplicity = "1")
    private End end;

    private static final class End {

        @Option(names = "--until", paramLabel = "TIME", description = "when it is over, in UTC")
        private Instant until;

        @Option(
                names = "--for",
                paramLabel = "DURATION",
                description = "how long it lasts, such as 30min or 2h")
        private Duration lasting;

        @Option(names = "--off", description = "put the rules to work again")
        private boolean off;
    }

    @Override
    Activation change(Activation before, Instant from) {
        return new Activation(before.paused(), until(from), before.schedule());
    }

    @Override
    String done() {
        return end.off ? "no longer silenced" : "silenced";
    }

    private Instant until(Instant from) {
        if (end.off) {
            return null;
        }
        return end.lasting == null ? end.until : from.plus(end.lasting);
    }
}
