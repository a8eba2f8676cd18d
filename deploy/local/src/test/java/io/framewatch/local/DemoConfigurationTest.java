package io.framewatch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.Home;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.event.AlertRule;
import io.framewatch.event.RuleCondition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** With the shipped models and the head of the clip. */
class DemoConfigurationTest {

    private static final Home HOME =
            new Home(Path.of("../distribution").toAbsolutePath().normalize());
    private static final Path ROOM = HOME.roomHead();

    private final List<NamedValue> cameras = new ArrayList<>();
    private final List<NamedValue> rules = new ArrayList<>();
    private final List<Path> heads = new ArrayList<>();
    private Optional<Path> model = Optional.empty();
    private Optional<Duration> duration = Optional.empty();

    @Test
    void shouldHaveRulesForTheLabelsOfTheModelAndTheHead() throws Exception {
        assertThat(rules())
                .extracting(
                        AlertRule::id,
                        rule -> scored(rule).target().label(),
                        rule -> rule.selector().cameras(),
                        rule -> scored(rule).target().head())
                .containsExactly(
                        tuple("bike", "bike", List.of("road"), null),
                        tuple("car", "car", List.of("road"), null),
                        tuple("juggernaut", "juggernaut", List.of("road"), null),
                        tuple("minibus", "minibus", List.of("road"), null),
                        tuple("pickup", "pickup", List.of("road"), null),
                        tuple("truck", "truck", List.of("road"), null),
                        tuple("person", "person", List.of("room"), "room"));
    }

    @Test
    void shouldHaveRulesForTheLabelsOfAnotherModelAndLeaveOutTheHeadOfTheClip() throws Exception {
        model = Optional.of(HOME.imagenette());

        assertThat(rules())
                .hasSize(10)
                .extracting(
                        AlertRule::id,
                        rule -> scored(rule).target().label(),
                        rule -> rule.selector().cameras())
                .contains(tuple("golf-ball", "golf ball", List.of()));
    }

    @Test
    void shouldLetAnyModelBeDeployed() throws Exception {
        assertThat(rules())
                .extracting(rule -> scored(rule).whenLabelMissing())
                .containsOnly(RuleCondition.WhenLabelMissing.WAIT);
    }

    @Test
    void shouldReadRules() throws Exception {
        camera("gate", "clip.mp4");
        rule("any", "car");
        rule("one", "truck,camera=gate,enter=0.9,frames=5,exit=0.25");
        rule("low", "truck,enter=0.3");

        assertThat(rules())
                .extracting(
                        AlertRule::id,
                        rule -> rule.selector().cameras(),
                        rule -> scored(rule).enter())
                .containsExactly(
                        tuple("any", List.of(), RuleCondition.Enter.of(0.6f, 3)),
                        tuple("one", List.of("gate"), RuleCondition.Enter.of(0.9f, 5)),
                        tuple("low", List.of(), RuleCondition.Enter.of(0.3f, 3)));
        assertThat(rules())
                .extracting(rule -> scored(rule).exit().score())
                .containsExactly(0.4f, 0.25f, 0.2f);
    }

    @Test
    void shouldReadRulesOnHeads() throws Exception {
        camera("room", "clip.mp4");
        heads.add(ROOM);
        rule("nobody", "empty,head=room,exit=0.1");

        assertThat(rules())
                .extracting(
                        rule -> scored(rule).target().label(), rule -> scored(rule).target().head())
                .containsExactly(tuple("empty", "room"));
    }

    @Test
    void shouldNameAllProblemsOfCamerasHeadsAndRules() {
        camera("a b", "clip.mp4");
        camera("gate", "ftp://user:s3cret@host/clip.mp4");
        camera("gate", "clip.mp4");
        heads.add(ROOM);
        rule("car", "cra");
        rule("car", "car,enter=high,speed=2,camera=yard");
        rule("person", "persn,head=room");

        assertThatThrownBy(this::rules)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the demo has 10 problems")
                .hasMessageContaining("cameras[0].id: 'a b' must be 1 to 100 letters")
                .hasMessageContaining("cameras[1]: uri 'ftp://***@host/clip.mp4' must be rtsp(s)")
                .hasMessageContaining("cameras[2].id: 'gate' must not be the id of an earlier one")
                .hasMessageContaining(
                        "heads[0].camera: 'room' of head 'room' must be the id of one")
                .hasMessageContaining("rules[0].label: 'cra' of rule 'car' must be a label of the")
                .hasMessageContaining("such as 'car'")
                .hasMessageContaining("rules[1].enter.score: 'high' must be a number")
                .hasMessageContaining("rules[1].speed: unknown key")
                .hasMessageContaining("rules[1].id: 'car' must not be the id of an earlier one")
                .hasMessageContaining("rules[1].cameras[0]: 'yard' must be the id of a camera")
                .hasMessageContaining("rules[2].label: 'persn' of rule 'person' must be a label of")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void shouldNameWrongModelsAndHeads() {
        camera("room", "clip.mp4");
        heads.add(ROOM);
        heads.add(HOME.folder().resolve("no-head"));
        model = Optional.of(HOME.imagenette());

        assertThatThrownBy(this::rules)
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("2 problems")
                .hasMessageContaining("was taught on model roadside (1)")
                .hasMessageContaining("no-head/head.json does not exist");

        model = Optional.of(HOME.folder().resolve("no-model"));
        assertThatThrownBy(this::rules)
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("no-model/manifest.json does not exist");
    }

    private void camera(String id, String uri) {
        cameras.add(new NamedValue(id, uri));
    }

    private void rule(String id, String value) {
        rules.add(new NamedValue(id, value));
    }

    @Test
    void shouldPlayFilesAgainOnlyIfItRunsUntilATime() throws Exception {
        assertThat(loops()).as("the clips").containsExactly(true, true);

        camera("yard", "clip.mp4");
        camera("gate", "rtsp://camera/1");
        assertThat(loops()).containsExactly(false, false);

        duration = Optional.of(Duration.ofMinutes(7));
        assertThat(loops()).containsExactly(true, false);
    }

    private List<Boolean> loops() throws Exception {
        return configuration().ingest("127.0.0.1:9092").cameras().stream()
                .map(camera -> camera.video().loop())
                .toList();
    }

    private static RuleCondition.Scored scored(AlertRule rule) {
        return rule.scored().orElseThrow();
    }

    private List<AlertRule> rules() throws Exception {
        DemoConfiguration configuration = configuration();
        configuration.check();
        return configuration.job("127.0.0.1:9092").rules();
    }

    private DemoConfiguration configuration() throws Exception {
        DemoOptions options =
                new DemoOptions(
                        HOME,
                        duration,
                        OptionalInt.empty(),
                        new DemoOptions.Watched(cameras, 10, Optional.empty()),
                        new DemoOptions.Inference(model, heads, rules));
        return new DemoConfiguration(options, DemoModel.open(options));
    }
}
