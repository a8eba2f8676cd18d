package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ToolTest {

    @Test
    void shouldNameTheLastLineOfAToolThatFails() {
        assertThatThrownBy(() -> Tool.run("sh", "-c", "echo first; echo last >&2; exit 4"))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("ended with 4: last");
    }

    @Test
    void shouldTellWhetherAToolSucceeds() throws InterruptedException {
        assertThat(Tool.succeeds("true")).isTrue();
        assertThat(Tool.succeeds("false")).isFalse();
        assertThat(Tool.succeeds("/no/such/program")).isFalse();
    }
}
