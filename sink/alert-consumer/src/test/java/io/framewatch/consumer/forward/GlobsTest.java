package io.framewatch.consumer.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GlobsTest {

    @Test
    void shouldSelectByWholeIds() {
        Globs globs = new Globs(List.of("gate-*", "yard.?"));

        assertThat(globs.select("gate-1")).isTrue();
        assertThat(globs.select("gate-")).isTrue();
        assertThat(globs.select("yard.1")).isTrue();
        assertThat(globs.select("yard-1")).isFalse();
        assertThat(globs.select("yard.12")).isFalse();
        assertThat(globs.select("old-gate-1")).isFalse();
    }

    @Test
    void shouldSelectAllWithoutGlobs() {
        assertThat(new Globs(List.of()).select("gate-1")).isTrue();
    }
}
