package io.framewatch.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.impl.driver.Driver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundler leaves types alone; TypeScript's compiler checks them, on the Node of Playwright. */
class PageTypesTest {

    private static final String WEBJAR = "META-INF/resources/webjars/typescript";

    @TempDir private Path folder;

    @Test
    void shouldHaveNoErrorsOfTypes() throws Exception {
        Path compiler = unpackCompiler().resolve("lib/tsc.js");
        ProcessBuilder node =
                Driver.ensureDriverInstalled(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"), false)
                        .createProcessBuilder();
        node.command(List.of(node.command().get(0), compiler.toString(), "-p", "src/main/web"));

        Process run = node.redirectErrorStream(true).start();

        assertThat(new String(run.getInputStream().readAllBytes(), UTF_8)).isEmpty();
        assertThat(run.waitFor()).isZero();
    }

    private Path unpackCompiler() throws IOException {
        java.net.URL jar = getClass().getClassLoader().getResource(WEBJAR);
        String file = jar.getPath().substring("file:".length(), jar.getPath().indexOf('!'));
        try (FileSystem zip = FileSystems.newFileSystem(Path.of(file));
                Stream<Path> entries = Files.walk(zip.getPath(WEBJAR))) {
            for (Path entry : entries.filter(Files::isRegularFile).toList()) {
                Path target = folder.resolve(zip.getPath(WEBJAR).relativize(entry).toString());
                Files.createDirectories(target.getParent());
                try (InputStream in = Files.newInputStream(entry)) {
                    Files.copy(in, target);
                }
            }
        }
        try (Stream<Path> versions = Files.list(folder)) {
            return versions.findFirst().orElseThrow();
        }
    }
}
