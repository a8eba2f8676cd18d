package io.framewatch.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.Alert;
import io.framewatch.event.CameraStatusReport.State;
import io.framewatch.event.FrameLocation;
import io.framewatch.event.LabelScore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** The page in a browser; the broker is real, what ingest and the job write is made up. */
@Timeout(120)
class PageITCase {

    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final LabelScore CAR = new LabelScore("car", 0.94f);
    private static final LabelScore EMPTY = new LabelScore("empty", 0.05f);
    private static final Set<String> SERIOUS = Set.of("serious", "critical");

    private static EmbeddedBroker broker;

    private final List<String> complaints = new ArrayList<>();
    private final TestingCommands commands = new TestingCommands();
    private TestingPipeline pipeline;
    private PageServer server;
    private Page page;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void open(TestInfo test) throws Exception {
        page = TestingBrowser.open(1280, 860, ColorScheme.LIGHT);
        page.onConsoleMessage(
                message -> {
                    if (message.type().equals("error")) {
                        complaints.add(message.text());
                    }
                });
        page.onRequest(
                request -> {
                    if (!request.url().startsWith(server.url())
                            && !request.url().startsWith("data:")) {
                        complaints.add("request to " + request.url());
                    }
                });
        pipeline =
                TestingPipeline.create(
                        broker.bootstrapServers(),
                        test.getTestMethod().orElseThrow().getName() + ".");
        server = PageServer.start(PageOptions.onLoopback(pipeline.kafka(), 0), commands);
    }

    @AfterEach
    void close() {
        page.context().close();
        server.close();
        pipeline.close();
    }

    @Test
    void shouldShowWhatEveryCameraShowsWithTroubleFirst() throws Exception {
        page.navigate(server.url());
        classifyUntilShown("road");
        pipeline.status("gate-1", State.RETRYING, "connection refused");

        assertThat(card("gate-1")).containsText("retrying: connection refused");
        assertThat(page.locator(".card").first()).hasAttribute("href", "#/camera/gate-1");
        assertThat(card("road")).containsText("car");
        assertThat(card("road")).containsText("94 %");
        assertThat(card("road")).containsText("fps");
        assertThat(card("road").locator("img")).hasJSProperty("naturalWidth", 224);
        assertThat(page.locator(".pulse")).containsText("1 of 2 in trouble");
        assertThat(complaints).isEmpty();
    }

    @Test
    void shouldShowAnAlertWithItsPictureWhileItGoesOnAndAfterwards() throws Exception {
        page.navigate(server.url());
        FrameLocation evidence = classifyUntilShown("road");
        Instant from = Instant.now().minusSeconds(3);

        pipeline.alert(evidence, "car", "car", Alert.Change.started(from, Instant.now()));

        assertThat(card("road")).hasClass(Pattern.compile("alert"));
        Locator event = page.locator(".recent .event");
        assertThat(event).containsText("97 %");
        assertThat(event.locator("img")).hasJSProperty("naturalWidth", 224);
        pipeline.alert(evidence, "car", "car", Alert.Change.ended(from, from.plusSeconds(3), from));
        assertThat(card("road")).hasClass(Pattern.compile("live"));
        assertThat(event).containsText("3.0 s");
        assertThat(complaints).isEmpty();
    }

    @Test
    void shouldShowOneCameraWithItsScores() throws Exception {
        page.navigate(server.url());
        classifyUntilShown("road");

        card("road").click();

        assertThat(page.locator("h1")).hasText("road");
        assertThat(page.locator(".bars")).containsText("94 %");
        assertThat(page.locator(".timeline .u-legend")).containsText("car");
        assertThat(complaints).isEmpty();
    }

    @Test
    void shouldShowHostileNamesAsText() throws Exception {
        String hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>";
        List<String> dialogs = new ArrayList<>();
        page.onDialog(
                dialog -> {
                    dialogs.add(dialog.message());
                    dialog.dismiss();
                });
        page.navigate(server.url());
        FrameLocation evidence = classifyUntilShown("a..b-c", new LabelScore(hostile, 0.8f));
        pipeline.status("gate-1", State.FAILED, hostile);
        pipeline.alert(
                evidence, hostile, hostile, Alert.Change.started(Instant.now(), Instant.now()));

        assertThat(page.locator(".recent .event strong")).hasText(hostile);
        assertThat(card("gate-1")).containsText(hostile);
        assertThat(card("a..b-c")).containsText(hostile);
        page.navigate(server.url() + "#/camera/" + "a..b-c");
        assertThat(page.locator(".bars")).containsText(hostile);
        assertThat(dialogs).isEmpty();
        assertThat(page.locator("script")).hasCount(1);
    }

    @Test
    void shouldReconnectToAServerThatWasRestarted() throws Exception {
        page.navigate(server.url());
        classifyUntilShown("road");
        int port = java.net.URI.create(server.url()).getPort();

        server.close();

        assertThat(page.locator(".notice")).containsText("Not connected");
        server = PageServer.start(PageOptions.onLoopback(pipeline.kafka(), port), commands);
        assertThat(page.locator(".notice")).hasCount(0);
        classifyUntilShown("gate-2");
    }

    @Test
    void shouldBeUsableByKeyboardAndScreenReaderInLightAndDarkOnWideAndNarrowScreens()
            throws Exception {
        page.navigate(server.url());
        FrameLocation evidence = classifyUntilShown("road");
        classifyUntilShown("entrance.door", new LabelScore("person", 0.71f), EMPTY);
        pipeline.status("yard-7", State.RETRYING, "no route to host");
        pipeline.alert(evidence, "car", "car", Alert.Change.started(Instant.now(), Instant.now()));
        assertThat(page.locator(".recent .event")).hasCount(1);

        for (String place :
                List.of("", "alerts", "camera/road", "rules", "models", "edit/", "system")) {
            check(place, ColorScheme.LIGHT, 1280);
            check(place, ColorScheme.DARK, 360);
        }
        page.navigate(server.url());
        assertThat(page.locator("nav")).isVisible();
        page.keyboard().press("Tab");
        assertThat(page.locator(".skip")).isFocused();
    }

    private void check(String place, ColorScheme scheme, int width) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        page.setViewportSize(width, 860);
        page.navigate(server.url() + "#/" + place);
        assertThat(page.locator("h1")).hasCount(1);
        page.waitForTimeout(300);
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(
                                SCREENSHOTS.resolve(
                                        "%s-%s-%d.png"
                                                .formatted(
                                                        place.isEmpty()
                                                                ? "wall"
                                                                : place.replace('/', '-'),
                                                        scheme.name()
                                                                .toLowerCase(java.util.Locale.ROOT),
                                                        width))));
        assertThat(page.evaluate("document.documentElement.scrollWidth"))
                .as("width of %s", place)
                .isEqualTo(width);
        List<String> findings =
                new AxeBuilder(page)
                        .analyze().getViolations().stream()
                                .filter(finding -> SERIOUS.contains(finding.getImpact()))
                                .flatMap(PageITCase::lines)
                                .toList();
        assertThat(findings).as("findings at %s, %s, %d pixels", place, scheme, width).isEmpty();
    }

    private static Stream<String> lines(Rule finding) {
        return finding.getNodes().stream()
                .map(node -> node.getHtml() + ": " + node.getFailureSummary());
    }

    private Locator card(String camera) {
        return page.locator(".card[href='#/camera/" + camera + "']");
    }

    /** The page begins at the end of the topics, whenever that is. */
    private FrameLocation classifyUntilShown(String camera, LabelScore... scores)
            throws InterruptedException {
        LabelScore[] given = scores.length == 0 ? new LabelScore[] {CAR, EMPTY} : scores;
        Locator picture = card(camera).locator("img:visible");
        while (true) {
            FrameLocation location = pipeline.classify(camera, given);
            if (picture.count() > 0) {
                return location;
            }
            page.waitForTimeout(100);
        }
    }
}
