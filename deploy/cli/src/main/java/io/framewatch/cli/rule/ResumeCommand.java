package io.framewatch.cli.rule;

import io.framewatch.event.AlertRule.Activation;
import java.time.Instant;
import picocli.CommandLine.Command;

/** {@code ./framewatch rule resume}. */
@Command(
        name = "resume",
        sortOptions = false,
        description = "Puts rules to work again that were paused.",
        footer = {"", "  rule resume person --config framewatch.yaml"})
final class ResumeCommand extends RulesCommand {

    @Override
    Activation change(Activation before, Instant from) {
        return new Activation(false, before.silencedUntil(), before.schedule());
    }

    @Override
    String done() {
        return "resumed";
    }
}
