package io.framewatch.page;

import io.framewatch.event.Alert;
import io.framewatch.event.FrameLocation;
import io.framewatch.page.live.FrameReader;
import io.framewatch.page.live.LiveView;
import io.framewatch.page.live.Still;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Pictures of alerts, and what people say of them. */
final class AlertApi {

    private static final Set<String> VERDICTS = Set.of("right", "wrong");

    private final LiveView view;
    private final FrameReader frames;
    private final Changes changes;

    /** What is said of an alert. */
    private record Mark(String id, String verdict) {}

    AlertApi(LiveView view, FrameReader frames, Changes changes) {
        this.view = view;
        this.frames = frames;
        this.changes = changes;
    }

    void addTo(Javalin server) {
        var unusedPicture = server.get("/api/alerts/picture", this::picture);
        var unusedMark = server.post("/api/alerts/mark", this::mark);
    }

    /** The picture that came with an alert, or that of its frame while Kafka retains it. */
    private void picture(Context context) {
        String alert = String.valueOf(context.queryParam("id"));
        Optional<byte[]> own = view.picture(alert);
        CameraApi.send(context, own.isPresent() ? own : evidence(alert));
    }

    private Optional<byte[]> evidence(String alert) {
        Optional<FrameLocation> location =
                view.record(alert).map(Alert::peak).map(Alert.Peak::frame);
        return location.flatMap(frames::read).map(Still::of).map(Still::jpeg);
    }

    private void mark(Context context) throws InterruptedException {
        Mark mark = context.bodyAsClass(Mark.class);
        Changes.require(VERDICTS.contains(mark.verdict()), "verdict must be right or wrong");
        changes.change(
                context,
                Invocation.of("alerts", "mark")
                        .on(List.of(Changes.text(mark.id()), mark.verdict())));
    }
}
