package io.framewatch.page;

import io.framewatch.page.live.LiveView;
import io.framewatch.page.live.Still;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.UnprocessableContentResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** What is asked of cameras beside the live events. */
final class CameraApi {

    private final LiveView view;
    private final PastScores past;

    CameraApi(LiveView view, PastScores past) {
        this.view = view;
        this.past = past;
    }

    void addTo(Javalin server) {
        var unusedScores = server.get("/api/cameras/{id}/scores", this::scores);
        var unusedPicture = server.get("/api/cameras/{id}/picture", this::picture);
    }

    private void scores(Context context) {
        Duration length = Duration.ofMinutes(minutes(context));
        if (length.compareTo(PastScores.MAX) > 0) {
            throw new UnprocessableContentResponse(
                    "minutes %d must be at most %d"
                            .formatted(length.toMinutes(), PastScores.MAX.toMinutes()));
        }
        context.json(
                length.compareTo(LiveView.SCORES) <= 0
                        ? view.scores(id(context)).orElseThrow(() -> missing(context))
                        : past.read(id(context), length));
    }

    private static long minutes(Context context) {
        try {
            return Long.parseLong(Objects.requireNonNullElse(context.queryParam("minutes"), "1"));
        } catch (NumberFormatException e) {
            throw new UnprocessableContentResponse("minutes must be a whole number");
        }
    }

    private void picture(Context context) {
        send(context, view.still(id(context)).map(Still::jpeg));
    }

    static void send(Context context, Optional<byte[]> jpeg) {
        context.contentType("image/jpeg")
                .result(jpeg.orElseThrow(() -> new NotFoundResponse("there is no such picture")));
    }

    private static String id(Context context) {
        return context.pathParam("id");
    }

    private static NotFoundResponse missing(Context context) {
        return new NotFoundResponse("camera '%s' is not there".formatted(id(context)));
    }
}
