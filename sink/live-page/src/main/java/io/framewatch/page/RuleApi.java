package io.framewatch.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules: listed, tried, made, and when they are at work. */
final class RuleApi {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Changes changes;

    /** What a rule is to be: {@code key=value}. */
    private record RuleKeys(List<String> keys, boolean replace) {}

    /** A rule as it stands in a configuration, and the time that it is tried on. */
    private record Trial(JsonNode rule, String from, String to) {}

    /** How long a rule is to be silent. */
    private record Silence(int minutes) {}

    RuleApi(Changes changes) {
        this.changes = changes;
    }

    void addTo(Javalin server) {
        var unusedList =
                server.get(
                        "/api/rules",
                        context ->
                                changes.list(
                                        context, Invocation.of("rule", "list", "--output=json")));
        var unusedTest = server.post("/api/rules/test", this::test);
        var unusedAdd = server.put("/api/rules/{id}", this::add);
        var unusedPause = server.post("/api/rules/{id}/pause", context -> change(context, "pause"));
        var unusedResume =
                server.post("/api/rules/{id}/resume", context -> change(context, "resume"));
        var unusedSilence = server.post("/api/rules/{id}/silence", this::silence);
        var unusedRemove = server.delete("/api/rules/{id}", context -> change(context, "remove"));
    }

    private void add(Context context) throws InterruptedException {
        RuleKeys rule = context.bodyAsClass(RuleKeys.class);
        List<String> operands = new ArrayList<>(Changes.id(context));
        operands.addAll(rule.keys());
        changes.change(
                context,
                Invocation.of("rule", "add").flag("--replace", rule.replace()).on(operands));
    }

    private void change(Context context, String verb) throws InterruptedException {
        changes.change(context, Invocation.of("rule", verb).on(Changes.id(context)));
    }

    private void silence(Context context) throws InterruptedException {
        int minutes = context.bodyAsClass(Silence.class).minutes();
        Invocation silence = Invocation.of("rule", "silence");
        Invocation timed =
                minutes > 0
                        ? silence.option("--for", minutes + "min")
                        : silence.flag("--off", true);
        changes.change(context, timed.on(Changes.id(context)));
    }

    private void test(Context context) throws JsonProcessingException, InterruptedException {
        Trial trial = context.bodyAsClass(Trial.class);
        // JSON is YAML too.
        String file = JSON.writeValueAsString(Map.of("rules", List.of(trial.rule())));
        Invocation test =
                Invocation.of("rule", "test", "--output=json")
                        .option("--from", trial.from())
                        .option("--to", trial.to())
                        .on(List.of(Commands.FILE));
        context.contentType("application/json").result(changes.run(test, Optional.of(file)).out());
    }
}
