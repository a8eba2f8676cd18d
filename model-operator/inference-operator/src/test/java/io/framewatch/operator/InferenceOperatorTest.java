package io.framewatch.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator and its model. */
class InferenceOperatorTest {

    @TempDir private static Path models;

    @Test
    void shouldTravelToTheTaskManagersAndStayWithItsSource() throws Exception {
        InferenceOptions options = TestingOperator.options(models);

        InferenceOperatorFactory factory =
                InstantiationUtil.clone(
                        new InferenceOperatorFactory(
                                options,
                                TestingOperator.NO_DEPLOYMENTS,
                                () -> CaptureTimeLimits.NONE));

        assertThat(factory.getChainingStrategy()).isEqualTo(ChainingStrategy.ALWAYS);
    }

    @Test
    void shouldFailTheTaskIfTheModelFails() throws Exception {
        Path broken = models.resolve("broken");
        TestingModels.writeBroken(broken);
        try (TestingOperator operator = new TestingOperator(TestingOperator.options(broken))) {
            operator.take(0, 1);

            assertThatThrownBy(() -> operator.take(2))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("mobile-former-26m");
            assertThat(operator.harness().getOutput()).isEmpty();
        }
    }

    @Test
    void shouldNotStartWithALabelThatTheModelDoesNotHave() throws Exception {
        Path untrained = models.resolve("untrained");
        TestingModels.writeUntrained(untrained);
        InferenceOptions options = TestingOperator.options(untrained, 1, 2, "car");

        assertThatThrownBy(() -> new TestingOperator(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("model mobile-former-26m (untrained-1) has no label 'car'");
    }

    @Test
    void shouldSayWhichModelCannotBeRead() {
        InferenceOptions options = TestingOperator.options(models.resolve("absent"));

        assertThatThrownBy(() -> new TestingOperator(options))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("model '" + options.model().uri() + "' cannot be read")
                .hasMessageContaining("manifest.json");
    }
}
