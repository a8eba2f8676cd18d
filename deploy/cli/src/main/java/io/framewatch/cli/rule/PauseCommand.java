package io.framewatch.cli.rule;

import io.framewatch.event.AlertRule.Activation;
import java.time.Instant;
import picocli.CommandLine.Command;

/** {@code ./framewatch rule pause}. */
@Command(
        name = "pause",
        sortOptions = false,
        description = "Sets rules aside until they are resumed. Their alerts that go on end.",
        footer = {"", "  rule pause person --config framewatch.yaml"})
final class PauseCommand extends RulesCommand {

    @Override
    Activation change(Activation before, Instant from) {
        return new Activation(true, before.silencedUntil(), before.schedule());
    }

    @Override
    String done() {
        return "paused";
    }
}
