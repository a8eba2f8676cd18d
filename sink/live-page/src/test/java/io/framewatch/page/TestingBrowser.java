package io.framewatch.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One headless Chromium for all tests of this process. */
public final class TestingBrowser {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome");
    private static final double TIMEOUT_MILLIS = 20_000;

    private static Browser browser;

    private TestingBrowser() {}

    /**
     * Opens a window.
     *
     * @param width of it, in pixels
     */
    public static Page open(int width, int height, ColorScheme scheme) {
        Page page =
                context(
                        new Browser.NewContextOptions()
                                .setViewportSize(width, height)
                                .setColorScheme(scheme));
        page.setDefaultTimeout(TIMEOUT_MILLIS);
        return page;
    }

    private static synchronized Page context(Browser.NewContextOptions options) {
        if (browser == null) {
            browser = launch();
        }
        BrowserContext context = browser.newContext(options);
        return context.newPage();
    }

    private static Browser launch() {
        Optional<Path> program = program();
        if (System.getenv("CI") != null) {
            assertThat(program).as("a browser, one of %s, on the path", NAMES).isPresent();
        }
        assumeTrue(
                program.isPresent(),
                "SKIPPED: tests of the page need a browser: apt-get install chromium");
        Playwright playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MILLIS);
        Runtime.getRuntime().addShutdownHook(new Thread(playwright::close, "browser"));
        return playwright
                .chromium()
                .launch(
                        new BrowserType.LaunchOptions()
                                .setExecutablePath(program.orElseThrow())
                                .setArgs(List.of("--no-sandbox", "--disable-gpu")));
    }

    private static Optional<Path> program() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
