package io.framewatch.page;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.UnprocessableContentResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * What the page lists and changes by commands. A command that asks Kafka for all that it retains
 * takes a while, so few run at a time, and the others wait.
 */
final class ChangeApi {

    private static final int MAX_COMMANDS = 2;
    private static final int PROBE_SECONDS = 2;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> VERDICTS = Set.of("right", "wrong");

    private final Commands commands;
    private final Semaphore running = new Semaphore(MAX_COMMANDS, true);

    /** What was done, what people should know of it, and how to do it by hand. */
    private record Done(String done, String notice, String command) {}

    /** What a command lists, as it prints it. */
    private record Listed(@JsonRawValue String list) {}

    /** What is said of an alert. */
    private record Mark(String id, String verdict) {}

    /** What a rule is to be: {@code key=value}. */
    private record RuleKeys(List<String> keys, boolean replace) {}

    /** A rule as it stands in a configuration, and the time that it is tried on. */
    private record Trial(JsonNode rule, String from, String to) {}

    /** How long a rule is to be silent. */
    private record Silence(int minutes) {}

    /** What a camera is to be: options of {@code camera add} without their dashes. */
    private record CameraKeys(Map<String, String> options, List<String> tags) {}

    /** A time in which a camera showed a state: ISO 8601, UTC. */
    private record Shown(String label, String from, String to) {}

    /** What a camera is to be taught; nothing is kept without a folder for the head. */
    private record Teaching(String name, List<Shown> states, String folder) {}

    /** A camera's address. */
    private record Address(String uri) {}

    /** What a camera shows, as it was probed; the picture is a PNG, stretched to a square. */
    private record Seen(@JsonRawValue String report, byte[] picture) {}

    /** Where a model lies, as the job sees it; of a shadow the share of the frames. */
    private record Model(String folder, Double share) {}

    ChangeApi(Commands commands) {
        this.commands = commands;
    }

    void addTo(Javalin server) {
        var unusedMark = server.post("/api/alerts/mark", this::mark);
        addRules(server);
        addCameras(server);
        addModels(server);
    }

    private void addRules(Javalin server) {
        var unusedList =
                server.get(
                        "/api/rules",
                        context -> list(context, Invocation.of("rule", "list", "--output=json")));
        var unusedTest = server.post("/api/rules/test", this::test);
        var unusedAdd = server.put("/api/rules/{id}", this::addRule);
        var unusedPause = server.post("/api/rules/{id}/pause", context -> rule(context, "pause"));
        var unusedResume =
                server.post("/api/rules/{id}/resume", context -> rule(context, "resume"));
        var unusedSilence = server.post("/api/rules/{id}/silence", this::silence);
        var unusedRemove = server.delete("/api/rules/{id}", context -> rule(context, "remove"));
    }

    private void addCameras(Javalin server) {
        var unusedList =
                server.get(
                        "/api/known-cameras",
                        context -> list(context, Invocation.of("camera", "list", "--output=json")));
        var unusedProbe = server.post("/api/probe", this::probe);
        var unusedAdd = server.put("/api/cameras/{id}", this::addCamera);
        var unusedPause =
                server.post("/api/cameras/{id}/pause", context -> camera(context, "pause"));
        var unusedResume =
                server.post("/api/cameras/{id}/resume", context -> camera(context, "resume"));
        var unusedRemove = server.delete("/api/cameras/{id}", context -> camera(context, "remove"));
        var unusedTeach = server.post("/api/cameras/{id}/teach", this::teach);
    }

    private void addModels(Javalin server) {
        var unusedList =
                server.get(
                        "/api/models",
                        context ->
                                list(context, Invocation.of("model", "status", "--output=json")));
        var unusedDeploy = server.post("/api/models/deploy", context -> model(context, "deploy"));
        var unusedShadow = server.post("/api/models/shadow", context -> model(context, "shadow"));
        var unusedRollback =
                server.post(
                        "/api/models/{id}/rollback",
                        context ->
                                change(
                                        context,
                                        Invocation.of("model", "rollback").on(ids(context))));
    }

    private void mark(Context context) {
        Mark mark = context.bodyAsClass(Mark.class);
        require(VERDICTS.contains(mark.verdict()), "verdict must be right or wrong");
        change(
                context,
                Invocation.of("alerts", "mark").on(List.of(text(mark.id()), mark.verdict())));
    }

    private void addRule(Context context) {
        RuleKeys rule = context.bodyAsClass(RuleKeys.class);
        List<String> operands = new ArrayList<>(ids(context));
        operands.addAll(rule.keys());
        change(
                context,
                Invocation.of("rule", "add").flag("--replace", rule.replace()).on(operands));
    }

    private void rule(Context context, String verb) {
        change(context, Invocation.of("rule", verb).on(ids(context)));
    }

    private void silence(Context context) {
        int minutes = context.bodyAsClass(Silence.class).minutes();
        Invocation silence = Invocation.of("rule", "silence");
        change(
                context,
                (minutes > 0
                                ? silence.option("--for", minutes + "min")
                                : silence.flag("--off", true))
                        .on(ids(context)));
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
        context.contentType("application/json").result(run(test, Optional.of(file)).out());
    }

    private void addCamera(Context context) {
        CameraKeys camera = context.bodyAsClass(CameraKeys.class);
        Invocation add = Invocation.of("camera", "add");
        for (Map.Entry<String, String> option : camera.options().entrySet()) {
            require(option.getKey().matches("[a-z-]+"), "an option must be lower-case letters");
            add = add.option("--" + option.getKey(), option.getValue());
        }
        for (String tag : camera.tags() == null ? List.<String>of() : camera.tags()) {
            add = add.option("--tag", tag);
        }
        change(context, add.on(ids(context)));
    }

    /** Looks at the whole picture: parts of its sides are those of the square. */
    private void probe(Context context) throws InterruptedException {
        Invocation probe =
                Invocation.of("camera", "probe", "--output=json", "--fit=stretch")
                        .option("--seconds", PROBE_SECONDS)
                        .option("--picture", Commands.FILE)
                        .on(List.of(text(context.bodyAsClass(Address.class).uri())));
        Commands.Outcome outcome = run(probe, Optional.empty());
        context.json(new Seen(outcome.out(), outcome.file()));
    }

    private void teach(Context context) {
        Teaching teaching = context.bodyAsClass(Teaching.class);
        Invocation teach =
                Invocation.of("teach")
                        .option("--camera", context.pathParam("id"))
                        .option("--name", text(teaching.name()))
                        .option("--out", teaching.folder())
                        .flag("--dry-run", teaching.folder() == null);
        for (Shown state : teaching.states()) {
            String time = text(state.from()) + "/" + text(state.to());
            teach = teach.option("--state", text(state.label()) + "=" + time);
        }
        change(context, teach);
    }

    private void camera(Context context, String verb) {
        change(context, Invocation.of("camera", verb).on(ids(context)));
    }

    private void model(Context context, String verb) {
        Model model = context.bodyAsClass(Model.class);
        change(
                context,
                Invocation.of("model", verb)
                        .option("--model", text(model.folder()))
                        .option("--share", model.share()));
    }

    private void list(Context context, Invocation list) throws InterruptedException {
        context.json(new Listed(run(list, Optional.empty()).out()));
    }

    private void change(Context context, Invocation change) {
        try {
            Commands.Outcome outcome = run(change, Optional.empty());
            context.json(new Done(outcome.out().strip(), outcome.problem(), change.text()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnprocessableContentResponse("the page is being stopped");
        }
    }

    private Commands.Outcome run(Invocation invocation, Optional<String> file)
            throws InterruptedException {
        running.acquire();
        try {
            Commands.Outcome outcome = commands.run(invocation.arguments(), file);
            if (!outcome.ok()) {
                throw new UnprocessableContentResponse(outcome.problem());
            }
            return outcome;
        } finally {
            running.release();
        }
    }

    private static List<String> ids(Context context) {
        return List.of(context.pathParam("id"));
    }

    private static String text(String value) {
        require(value != null && !value.isBlank(), "a value is missing");
        return value;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new UnprocessableContentResponse(rule);
        }
    }
}
