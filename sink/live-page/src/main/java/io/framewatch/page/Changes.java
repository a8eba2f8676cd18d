package io.framewatch.page;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.javalin.http.Context;
import io.javalin.http.UnprocessableContentResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Runs the commands of requests, and answers with what they print. A command that asks Kafka for
 * all that it retains takes a while, so few run at a time, and the others wait. Thread-safe.
 */
final class Changes {

    private static final int MAX_COMMANDS = 2;

    private final Commands commands;
    private final Semaphore running = new Semaphore(MAX_COMMANDS, true);

    /** What was done, what people should know of it, and how to do it by hand. */
    private record Done(String done, String notice, String command) {}

    /** What a command lists, as it prints it. */
    private record Listed(@JsonRawValue String list) {}

    Changes(Commands commands) {
        this.commands = commands;
    }

    /** Answers with what a command lists. */
    void list(Context context, Invocation list) throws InterruptedException {
        context.json(new Listed(run(list, Optional.empty()).out()));
    }

    /** Changes something, and answers with what was done. */
    void change(Context context, Invocation change) throws InterruptedException {
        Commands.Outcome outcome = run(change, Optional.empty());
        context.json(new Done(outcome.out().strip(), outcome.problem(), change.text()));
    }

    /**
     * Runs a command.
     *
     * @param file what {@link Commands#FILE} holds
     */
    Commands.Outcome run(Invocation invocation, Optional<String> file) throws InterruptedException {
        running.acquire();
        try {
            Commands.Outcome outcome = commands.run(invocation.arguments(), file);
            require(outcome.ok(), outcome.problem());
            return outcome;
        } finally {
            running.release();
        }
    }

    /** What a request is about: the id in its path. */
    static List<String> id(Context context) {
        return List.of(context.pathParam("id"));
    }

    /** A value that must be there. */
    static String text(String value) {
        require(value != null && !value.isBlank(), "a value is missing");
        return value;
    }

    static void require(boolean holds, String rule) {
        if (!holds) {
            throw new UnprocessableContentResponse(rule);
        }
    }
}
