package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.cli.CommandException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ProcessesTest {

    @Test
    void shouldRunUntilTheyAreClosed() throws Exception {
        Processes running = Processes.start(List.of("cat"), 2);

        running.requireAlive();
        running.close();

        assertThatThrownBy(running::requireAlive)
                .isInstanceOf(CommandException.class)
                .hasMessageMatching("process [0-9]+ has ended with 137");
    }

    @Test
    void shouldNameTheExitCodeOfOneThatFails() throws Exception {
        try (Processes failing = Processes.start(List.of("sh", "-c", "exit 3"), 1)) {
            Answers never = new Answers(() -> 0, failing::requireAlive);

            assertThatThrownBy(() -> never.await(1)).hasMessageEndingWith("has ended with 3");
        }
    }

    @Test
    void shouldNotStartWhatIsNotThere() {
        assertThatThrownBy(() -> Processes.start(List.of("/no/such/program"), 2))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/no/such/program");
    }
}
