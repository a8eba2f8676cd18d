package io.framewatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.classify.Head;
import io.framewatch.classify.ModelFiles;
import io.framewatch.classify.ModelManifest;
import io.framewatch.cli.Home;
import io.framewatch.event.CameraId;
import io.framewatch.event.Classification;
import io.framewatch.event.HeadResult;
import io.framewatch.event.LabelScore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LegendTest {

    private static final Home HOME = new Home(Path.of("../distribution"));

    @Test
    void shouldSayWhatTheLabelsOfTheDefaultModelAreWorth() throws Exception {
        assertThat(new Legend(roadside()).lines(List.of()))
                .containsExactly(
                        "Model roadside learnt vehicles from another camera: its labels here are guesses.");
    }

    @Test
    void shouldSayWhatACameraWasTaughtWhileItsHeadLooksAtIt() throws Exception {
        assertThat(new Legend(roadside()).lines(List.of(result("road", "roadside", "1"), taught())))
                .contains("Camera room was taught empty, person (head room).")
                .noneMatch(line -> line.contains("without head"));
    }

    @Test
    void shouldSayWhichModelServesAndWhichHeadIsSetAside() throws Exception {
        List<Classification> latest =
                List.of(result("road", "imagenette", "2"), result("room", "imagenette", "2"));

        assertThat(new Legend(roadside()).lines(latest))
                .containsExactly(
                        "Labels are those of model imagenette 2, deployed since the start.",
                        "Camera room is without head room: it needs model roadside 1.");
    }

    private static DemoModel roadside() throws Exception {
        Path folder = HOME.roadside();
        Path head = HOME.roomHead();
        return new DemoModel(
                folder,
                true,
                ModelManifest.read(ModelFiles.of(folder)),
                List.of(new DemoModel.HeadFolder(head, Head.read(ModelFiles.of(head)))));
    }

    private static Classification taught() {
        List<LabelScore> scores =
                List.of(new LabelScore("person", 0.9f), new LabelScore("empty", 0.1f));
        return result("room", "roadside", "1", List.of(new HeadResult("room", "1", scores)));
    }

    private static Classification result(String camera, String model, String version) {
        return result(camera, model, version, List.of());
    }

    private static Classification result(
            String camera, String model, String version, List<HeadResult> heads) {
        Classification sample = Samples.result(camera, 1);
        return new Classification(
                new CameraId(camera),
                sample.location(),
                sample.times(),
                new Classification.Model(model, version, null),
                new Classification.Scores(sample.scores().top(), heads),
                sample.timing());
    }
}
