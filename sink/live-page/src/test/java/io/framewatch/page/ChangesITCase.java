package io.framewatch.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.Alert;
import io.framewatch.event.LabelScore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is changed from the page; which commands run is remembered, and none is run. */
@Timeout(120)
class ChangesITCase {

    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final String TOKEN = "operator-0123456789";
    private static final String VIEWER = "viewer-0123456789";
    private static final String RULES =
            """
            [{"id":"car","state":"active","source":"topic","rule":{"id":"car","label":"car",
            "enter":{"score":0.6,"frames":3},"exit":{"score":0.4}}}]""";
    private static final String TRIAL =
            """
            {"from":"2026-11-28T09:00:00Z","to":"2026-11-28T10:00:00Z","results":{"road":36000},
            "malformed":0,"withoutScore":{},"counts":[{"rule":"van","camera":"road","alerts":2}],
            "alerts":[{"id":"a","rule":"van","camera":"road","label":"car","state":"ended",
            "from":"2026-11-28T09:10:00Z","to":"2026-11-28T09:12:00Z","peakScore":0.9},
            {"id":"b","rule":"van","camera":"road","label":"car","state":"started",
            "from":"2026-11-28T09:50:00Z","peakScore":0.8}]}""";
    private static final String REPORT =
            """
            {"track":{"codec":"h264","width":1280,"height":720},"notes":[]}""";

    private static EmbeddedBroker broker;
    private static TestingPipeline pipeline;

    private final TestingCommands commands = new TestingCommands();
    private Page page;
    private PageServer server;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = EmbeddedBroker.start();
        pipeline = TestingPipeline.create(broker.bootstrapServers(), "changes.");
    }

    @AfterAll
    static void stopBroker() {
        pipeline.close();
        broker.close();
    }

    @AfterEach
    void close() {
        page.context().close();
        server.close();
    }

    @Test
    void shouldMarkAnAlert() throws Exception {
        start(Access.OPEN);
        page.navigate(server.url());
        Instant from = Instant.now();
        pipeline.alert(
                pipeline.classify("road", new LabelScore("car", 0.9f)),
                "car",
                "car",
                Alert.Change.started(from, from));

        button("wrong").first().click();

        page.waitForCondition(() -> !commands.lines().isEmpty());
        assertThat(commands.lines())
                .containsExactly("alerts mark -- car/road/" + from.toEpochMilli() + " wrong");
    }

    @Test
    void shouldTryARuleBeforeItIsSaved() throws Exception {
        start(Access.OPEN);
        commands.answer("rule list", true, RULES);
        commands.answer("rule test", true, TRIAL);
        commands.answer("rule add", true, "rule/van created, from 2026-11-28T10:00:03Z");
        page.navigate(server.url());
        while (page.locator(".card[href='#/camera/road'] .label").count() == 0) {
            var unused = pipeline.classify("road", new LabelScore("car", 0.9f));
            page.waitForTimeout(100);
        }
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Rules")).click();
        button("New rule").click();
        page.getByLabel("Name", exact()).fill("van");
        page.getByLabel("Cameras").last().fill("road");

        button("Try it").click();

        assertThat(page.locator(".trial")).containsText("Would have alerted 2 times");
        assertThat(page.locator(".strip .mark")).hasCount(2);
        page.screenshot(shot("rule.png"));
        button("Save").click();
        assertThat(page.locator(".make .outcome")).containsText("rule/van created");
        assertThat(page.locator(".make .outcome"))
                .containsText(
                        "./framewatch rule add -- van label=car cameras=road enter.score=0.6");
        assertThat(commands.lines())
                .anyMatch(
                        line ->
                                line.startsWith("rule test")
                                        && line.contains("{\"rules\":[{\"id\":\"van\""));
    }

    @Test
    void shouldSayWhatTheCommandSaysAgainstAChange() throws Exception {
        start(Access.OPEN);
        commands.answer("rule list", true, RULES);
        commands.answer("rule pause", false, "rule 'car' has a revision from later on");
        page.navigate(server.url() + "#/rules");

        button("Pause").click();

        assertThat(page.locator(".outcome")).containsText("has a revision from later on");
    }

    @Test
    void shouldAddACameraWithARegionThatIsDrawn() throws Exception {
        start(Access.OPEN);
        commands.answer("camera probe", true, REPORT);
        commands.answer("camera add", true, "camera/gate-1 created");
        page.navigate(server.url() + "#/edit/");
        page.getByLabel("Name", exact()).fill("gate-1");
        page.getByLabel("Address").fill("rtsp://10.0.0.5/stream");
        button("Look at it").click();
        Locator drawing = page.locator(".draw");
        assertThat(drawing).isVisible();
        drawing.scrollIntoViewIfNeeded();

        BoundingBox box = drawing.boundingBox();
        page.mouse().move(box.x + box.width / 4, box.y + box.height / 4);
        page.mouse().down();
        page.mouse().move(box.x + box.width / 2, box.y + box.height * 3 / 4);
        page.mouse().up();
        assertThat(page.locator(".regions li")).hasCount(1);
        page.getByLabel("Region", exact()).fill("door");
        button("Save").click();

        assertThat(page.locator(".outcome")).containsText("camera/gate-1 created");
        assertThat(commands.lines())
                .anyMatch(
                        line ->
                                line.matches(
                                                "camera add .*--uri=rtsp://10.0.0.5/stream .*-- gate-1")
                                        && line.contains("\"id\":\"door\",\"x\":0.25,\"y\":0.25"));
    }

    @Test
    void shouldTeachACameraFromWhatItShowsNow() throws Exception {
        start(Access.OPEN);
        commands.answer("teach", true, "right for 98 of 100 pictures");
        page.navigate(server.url());
        while (page.locator(".card[href='#/camera/gate-3'] .label").count() == 0) {
            var unused = pipeline.classify("gate-3", new LabelScore("car", 0.9f));
            page.waitForTimeout(100);
        }
        page.navigate(server.url() + "#/camera/gate-3");
        button("Teach this camera").click();
        for (String state : List.of("open", "closed")) {
            page.getByLabel("State", exact()).fill(state);
            button("Add the last 15 s").click();
        }

        button("Try it").click();

        assertThat(page.locator(".outcome")).containsText("right for 98 of 100 pictures");
        assertThat(commands.lines())
                .anyMatch(
                        line ->
                                line.matches(
                                        "teach --camera=gate-3 --name=gate-3 --dry-run"
                                                + " --state=open=\\S+Z/\\S+Z"
                                                + " --state=closed=\\S+Z/\\S+Z"));
    }

    @Test
    void shouldLogInAndLetAViewerOnlyLook() throws Exception {
        start(new Access(TOKEN, VIEWER, null, List.of(), List.of()));
        commands.answer("rule list", true, RULES);
        page.navigate(server.url());
        page.getByLabel("Token").fill("wrong-0123456789");
        button("Log in").click();
        assertThat(page.locator(".login")).containsText("this token is none");

        page.getByLabel("Token").fill(VIEWER);
        button("Log in").click();

        assertThat(page.locator(".pulse")).containsText("frames/s");
        page.navigate(server.url() + "#/rules");
        assertThat(page.locator(".row")).containsText("car");
        assertThat(page.locator("button")).hasCount(0);
    }

    private void start(Access access) throws IOException {
        page = TestingBrowser.open(1280, 860, ColorScheme.LIGHT);
        server =
                PageServer.start(
                        new PageOptions(
                                pipeline.kafka(), new PageOptions.Place("127.0.0.1", 0), access),
                        commands);
    }

    private static Page.GetByLabelOptions exact() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Page.ScreenshotOptions shot(String name) {
        return new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name));
    }
}
