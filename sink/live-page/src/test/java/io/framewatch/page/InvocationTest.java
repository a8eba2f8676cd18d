package io.framewatch.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InvocationTest {

    @Test
    void shouldNotLetAValueBecomeAnOption() {
        Invocation add =
                Invocation.of("camera", "add")
                        .option("--uri", "--config=/etc/passwd")
                        .on(List.of("--help"));

        assertThat(add.arguments())
                .containsExactly("camera", "add", "--uri=--config=/etc/passwd", "--", "--help");
    }

    @Test
    void shouldBeWrittenAsAShellTakesIt() {
        Invocation mark = Invocation.of("alerts", "mark").on(List.of("it's; rm -rf /", "right"));

        assertThat(mark.text()).isEqualTo("./framewatch alerts mark -- 'it'\\''s; rm -rf /' right");
    }

    @Test
    void shouldLeaveOutOptionsWithoutAValue() {
        assertThat(Invocation.of("model", "deploy").option("--share", null).arguments())
                .containsExactly("model", "deploy");
    }
}
