package io.framewatch.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.FrameLocation;
import io.framewatch.event.LabelScore;
import io.framewatch.page.live.Still;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page goes on when its broker does. */
@Timeout(180)
class BrokerRestartITCase {

    private static final LabelScore CAR = new LabelScore("car", 0.9f);
    private static final long POLL_MILLIS = 100;

    @TempDir private Path folder;

    @Test
    @SuppressWarnings("try") // the second broker does its work by being there
    void shouldGoOnAfterARestartOfTheBroker() throws Exception {
        int port = freePort();
        EmbeddedBroker first = EmbeddedBroker.startIn(folder, port);
        TestingPipeline pipeline = TestingPipeline.create(first.bootstrapServers(), "restart.");
        try (pipeline;
                PageServer page =
                        PageServer.start(
                                PageOptions.onLoopback(pipeline.kafka(), 0),
                                new TestingCommands())) {
            awaitNext(page, pipeline);

            first.close();
            await(() -> !page.trouble().isEmpty());

            try (EmbeddedBroker unused = EmbeddedBroker.startIn(folder, port)) {
                awaitNext(page, pipeline);
                assertThat(page.view().row("road").orElseThrow().result().labels())
                        .containsExactly(CAR);
                await(() -> page.trouble().isEmpty());
            }
        } finally {
            first.close();
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Until it shows a frame that was not there before. */
    private static void awaitNext(PageServer page, TestingPipeline pipeline)
            throws InterruptedException {
        long before = shown(page);
        while (true) {
            FrameLocation unused = pipeline.classify("road", CAR);
            if (shown(page) > before) {
                return;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static long shown(PageServer page) {
        return page.view().still("road").map(Still::frame).map(id -> id.sequence()).orElse(-1L);
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
