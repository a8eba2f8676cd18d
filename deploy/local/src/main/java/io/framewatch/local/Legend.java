package io.framewatch.local;

import io.framewatch.classify.Head;
import io.framewatch.event.Classification;
import io.framewatch.event.HeadResult;
import io.framewatch.event.LabelScore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What the labels in the table are worth, by the results that are shown there. */
final class Legend {

    private final DemoModel started;

    Legend(DemoModel started) {
        this.started = started;
    }

    /**
     * The lines below the table.
     *
     * @param latest the latest result of each camera that has one
     */
    List<String> lines(Collection<Classification> latest) {
        List<String> lines = new ArrayList<>();
        latest.stream()
                .map(
                        result ->
                                DemoModel.title(
                                        result.classifier().name(), result.classifier().version()))
                .distinct()
                .forEach(title -> lines.add(model(title)));
        if (lines.isEmpty()) {
            lines.add(model(started.title()));
        }
        for (Classification result : latest) {
            result.scores()
                    .heads()
                    .forEach(head -> lines.add(taught(result.camera().value(), head)));
        }
        started.heads().stream()
                .map(DemoModel.HeadFolder::head)
                .flatMap(head -> withoutHead(head, latest).stream())
                .forEach(lines::add);
        return lines;
    }

    private String model(String title) {
        if (!title.equals(started.title())) {
            return "Labels are those of model " + title + ", deployed since the start.";
        }
        if (!started.manifest().trained()) {
            return "Model " + title + " is UNTRAINED: its labels mean nothing.";
        }
        return started.shipped()
                ? "Model roadside learnt vehicles from another camera: its labels here are guesses."
                : "Labels are those of model " + title + ".";
    }

    private static String taught(String camera, HeadResult head) {
        List<String> labels = head.scores().stream().map(LabelScore::label).sorted().toList();
        return "Camera %s was taught %s (head %s)."
                .formatted(camera, String.join(", ", labels), head.name());
    }

    /** A head that the demo started with, if the camera's latest result is without it. */
    private static Optional<String> withoutHead(Head head, Collection<Classification> latest) {
        return latest.stream()
                .filter(result -> result.camera().value().equals(head.camera()))
                .filter(
                        result ->
                                result.scores().heads().stream()
                                        .noneMatch(other -> other.name().equals(head.name())))
                .map(
                        result ->
                                "Camera %s is without head %s: it needs model %s."
                                        .formatted(
                                                head.camera(),
                                                head.name(),
                                                DemoModel.title(
                                                        head.backbone().name(),
                                                        head.backbone().version())))
                .findFirst();
    }
}
