package io.framewatch.page;

import io.framewatch.event.Alert;
import io.framewatch.event.FrameLocation;
import io.framewatch.page.live.FrameReader;
import io.framewatch.page.live.LiveView;
import io.framewatch.page.live.Still;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.UnprocessableContentResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** What is asked of cameras and alerts beside the live events. */
final class CameraApi {

    private final LiveView view;
    private final FrameReader frames;
    private final PastScores past;

    CameraApi(LiveView view, FrameReader frames, PastScores past) {
        this.view = view;
        this.frames = frames;
        this.past = past;
    }

    void addTo(Javalin server) {
        var unusedScores = server.get("/api/cameras/{id}/scores", this::scores);
        var unusedPicture = server.get("/api/cameras/{id}/picture", this::picture);
        var unusedEvidence = server.get("/api/alerts/picture", this::evidence);
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

    /** The picture that came with an alert, or that of its frame while Kafka retains it. */
    private void evidence(Context context) {
        String alert = String.valueOf(context.queryParam("id"));
        Optional<byte[]> own = view.picture(alert);
        send(context, own.isPresent() ? own : evidence(alert));
    }

    private Optional<byte[]> evidence(String alert) {
        Optional<FrameLocation> location =
                view.record(alert).map(Alert::peak).map(Alert.Peak::frame);
        return location.flatMap(frames::read).map(Still::of).map(Still::jpeg);
    }

    private static void send(Context context, Optional<byte[]> jpeg) {
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
