package io.framewatch.cli.replay;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.CommandTopics;
import io.framewatch.job.alert.RulesLog;
import io.framewatch.topic.Topics;
import java.util.List;

/** Reads the rules and cameras as the job knows them. */
public final class RecordedRules {

    private RecordedRules() {}

    /** Reads the rules of the configuration and of the topic, and the cameras topic. */
    public static RulesLog read(JobSetting setting) throws CommandException, InterruptedException {
        RulesLog log = new RulesLog(setting.rules());
        try (CommandTopics topics =
                CommandTopics.open(
                        setting.kafka(),
                        List.of(Topics.RULES, Topics.CAMERAS),
                        "rules and cameras")) {
            topics.read(Topics.RULES, log.rules());
            topics.read(Topics.CAMERAS, log.cameras());
        }
        return log;
    }
}
