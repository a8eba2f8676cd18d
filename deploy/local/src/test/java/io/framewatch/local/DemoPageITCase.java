package io.framewatch.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasJSPropertyOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import io.framewatch.page.TestingBrowser;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page of the demo as a user sees it: cameras, model, alerts and browser are real. */
@Timeout(300)
class DemoPageITCase {

    /** Three of these are in docs/images. */
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    private static final Pattern ADDRESS = Pattern.compile("Page +(http://\\S+)");
    private static final double PATIENCE_MILLIS = 60_000;

    private static final Path CLIP =
            Path.of("../distribution/clips/car-detection.mp4").toAbsolutePath().normalize();

    @TempDir private Path folder;

    @Test
    void shouldShowBothCamerasAndTakeARuleAndACamera() throws Exception {
        try (DemoProcess demo = DemoProcess.start(folder);
                Page page = TestingBrowser.open(1280, 640, ColorScheme.LIGHT)) {
            demo.await(".* Page +http://.*");
            Matcher address = ADDRESS.matcher(demo.output());
            assertThat(address.find()).isTrue();
            page.setDefaultTimeout(PATIENCE_MILLIS);
            page.navigate(address.group(1));

            requireBothCameras(page);
            page.screenshot(shot("page.png").setClip(0, 0, 1280, 410));
            requireCurves(page);
            print(page);
            makeRule(page);
            addCamera(page);
        }
    }

    private static void requireBothCameras(Page page) {
        assertThat(picture(page, "road")).hasJSProperty("naturalWidth", 224, patience());
        assertThat(picture(page, "room")).hasJSProperty("naturalWidth", 224, patience());
        page.locator(".card.alert[href='#/camera/room']").waitFor();
        assertThat(page.locator(".recent .event img").first())
                .hasJSProperty("naturalWidth", 224, patience());
    }

    private static void requireCurves(Page page) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.locator(".card[href='#/camera/room']").click();
        page.locator(".timeline .u-legend:has-text('room/person')").waitFor();
        page.screenshot(shot("camera.png").setFullPage(true));
    }

    /** It is tried on what the demo has retained, saved, and raises alerts. */
    private static void makeRule(Page page) {
        link(page, "Rules").click();
        button(page, "New rule").click();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("empty-room");
        page.getByLabel("Label").selectOption("room/empty");
        page.getByLabel("Cameras").last().fill("room");
        button(page, "Try it").click();
        page.locator(".trial:has-text('Would have alerted')").waitFor();
        page.screenshot(shot("rule.png"));
        button(page, "Save").click();
        page.locator(".outcome:has-text('rule/empty-room created')").waitFor();
        link(page, "Cameras").click();
        page.locator(".recent .event:has-text('rule empty-room')").first().waitFor();
    }

    /** It is looked at, a region of it is drawn, and its view is classified. */
    private static void addCamera(Page page) {
        page.locator(".add").click();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("extra");
        page.getByLabel("Address").fill(CLIP.toString());
        button(page, "Look at it").click();
        Locator drawing = page.locator(".draw");
        drawing.waitFor();
        drawing.scrollIntoViewIfNeeded();
        BoundingBox box = drawing.boundingBox();
        page.mouse().move(box.x + box.width / 4, box.y + box.height / 4);
        page.mouse().down();
        page.mouse().move(box.x + box.width / 2, box.y + box.height * 3 / 4);
        page.mouse().up();
        page.screenshot(shot("region.png"));
        button(page, "Save").click();
        page.locator(".outcome:has-text('camera/extra created')").waitFor();
        page.locator(".back").click();
        page.locator(".card[href='#/camera/extra.region-1'] img:visible").waitFor();
    }

    /** Figures of this machine as it is now; they are asserted nowhere. */
    private static void print(Page page) {
        System.out.printf(
                "page: first contentful paint after %s ms%n",
                page.evaluate(
                        "performance.getEntriesByName('first-contentful-paint')[0].startTime"));
        link(page, "System").click();
        page.locator(".tile")
                .allInnerTexts()
                .forEach(tile -> System.out.println("page: " + tile.replace('\n', ' ')));
    }

    private static HasJSPropertyOptions patience() {
        return new HasJSPropertyOptions().setTimeout(PATIENCE_MILLIS);
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name)).first();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator picture(Page page, String camera) {
        return page.locator(".card[href='#/camera/" + camera + "'] img");
    }

    private static Page.ScreenshotOptions shot(String name) {
        return new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name));
    }
}
