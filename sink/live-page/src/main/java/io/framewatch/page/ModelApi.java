package io.framewatch.page;

import io.javalin.Javalin;
import io.javalin.http.Context;

/** Models: which are deployed, and which are to be. */
final class ModelApi {

    private final Changes changes;

    /** Where a model lies, as the job sees it; of a shadow the share of the frames. */
    private record Model(String folder, Double share) {}

    ModelApi(Changes changes) {
        this.changes = changes;
    }

    void addTo(Javalin server) {
        var unusedList =
                server.get(
                        "/api/models",
                        context ->
                                changes.list(
                                        context,
                                        Invocation.of("model", "status", "--output=json")));
        var unusedDeploy = server.post("/api/models/deploy", context -> deploy(context, "deploy"));
        var unusedShadow = server.post("/api/models/shadow", context -> deploy(context, "shadow"));
        var unusedRollback =
                server.post(
                        "/api/models/{id}/rollback",
                        context ->
                                changes.change(
                                        context,
                                        Invocation.of("model", "rollback")
                                                .on(Changes.id(context))));
    }

    private void deploy(Context context, String verb) throws InterruptedException {
        Model model = context.bodyAsClass(Model.class);
        changes.change(
                context,
                Invocation.of("model", verb)
                        .option("--model", Changes.text(model.folder()))
                        .option("--share", model.share()));
    }
}
