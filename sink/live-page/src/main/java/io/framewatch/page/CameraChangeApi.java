package io.framewatch.page;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Cameras: looked at, added, changed, taught. */
final class CameraChangeApi {

    private static final int PROBE_SECONDS = 2;

    private final Changes changes;

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

    CameraChangeApi(Changes changes) {
        this.changes = changes;
    }

    void addTo(Javalin server) {
        var unusedList =
                server.get(
                        "/api/known-cameras",
                        context ->
                                changes.list(
                                        context, Invocation.of("camera", "list", "--output=json")));
        var unusedProbe = server.post("/api/probe", this::probe);
        var unusedAdd = server.put("/api/cameras/{id}", this::add);
        var unusedPause =
                server.post("/api/cameras/{id}/pause", context -> change(context, "pause"));
        var unusedResume =
                server.post("/api/cameras/{id}/resume", context -> change(context, "resume"));
        var unusedRemove = server.delete("/api/cameras/{id}", context -> change(context, "remove"));
        var unusedTeach = server.post("/api/cameras/{id}/teach", this::teach);
    }

    /** Looks at the whole picture: parts of its sides are those of the square. */
    private void probe(Context context) throws InterruptedException {
        String uri = Changes.text(context.bodyAsClass(Address.class).uri());
        Invocation probe =
                Invocation.of("camera", "probe", "--output=json", "--fit=stretch")
                        .option("--seconds", PROBE_SECONDS)
                        .option("--picture", Commands.FILE)
                        .on(List.of(uri));
        Commands.Outcome outcome = changes.run(probe, Optional.empty());
        context.json(new Seen(outcome.out(), outcome.file()));
    }

    private void add(Context context) throws InterruptedException {
        CameraKeys camera = context.bodyAsClass(CameraKeys.class);
        Invocation add = Invocation.of("camera", "add");
        for (Map.Entry<String, String> option : camera.options().entrySet()) {
            Changes.require(
                    option.getKey().matches("[a-z-]+"),
                    "option '%s' must be lower-case letters".formatted(option.getKey()));
            add = add.option("--" + option.getKey(), option.getValue());
        }
        for (String tag : Objects.requireNonNullElse(camera.tags(), List.<String>of())) {
            add = add.option("--tag", tag);
        }
        changes.change(context, add.on(Changes.id(context)));
    }

    private void change(Context context, String verb) throws InterruptedException {
        changes.change(context, Invocation.of("camera", verb).on(Changes.id(context)));
    }

    private void teach(Context context) throws InterruptedException {
        Teaching teaching = context.bodyAsClass(Teaching.class);
        Invocation teach =
                Invocation.of("teach")
                        .option("--camera", context.pathParam("id"))
                        .option("--name", Changes.text(teaching.name()))
                        .option("--out", teaching.folder())
                        .flag("--dry-run", teaching.folder() == null);
        for (Shown state : teaching.states()) {
            String time = Changes.text(state.from()) + "/" + Changes.text(state.to());
            teach = teach.option("--state", Changes.text(state.label()) + "=" + time);
        }
        changes.change(context, teach);
    }
}
