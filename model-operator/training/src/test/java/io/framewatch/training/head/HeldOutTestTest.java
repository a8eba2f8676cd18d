package io.framewatch.training.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The pictures are no near-copies of each other: up to 40 greys, two apart. */
class HeldOutTestTest {

    @Test
    void shouldCountEachClassAlike() {
        HeldOutTest test =
                HeldOutTest.of(
                        List.of(of("a", 20, 20), of("b", 20, 20)),
                        List.of(of("b", 4, 2), of("a", 20, 20)));

        assertThat(test.accuracy().accuracy()).isEqualTo(0.75);
        // Wilson's interval of 6 of 8.
        assertThat(test.accuracy().from()).isCloseTo(0.409, within(1e-3));
        assertThat(test.accuracy().to()).isCloseTo(0.929, within(1e-3));
    }

    @Test
    void shouldBeSilentWithinTheCrossValidation() {
        HeldOutTest test =
                HeldOutTest.of(
                        List.of(of("a", 20, 20), of("b", 20, 18)),
                        List.of(of("a", 20, 19), of("b", 20, 18)));

        assertThat(test.warning()).isEmpty();
    }

    @Test
    void shouldBeSilentWhereAllIsRecognised() {
        for (int pictures = 5; pictures <= 40; pictures++) {
            List<ClassRecall> all = List.of(of("a", pictures, pictures), of("b", 40, 40));

            assertThat(HeldOutTest.of(all, all).warning()).isEmpty();
        }
    }

    @Test
    void shouldWarnOfATestBelowTheCrossValidation() {
        HeldOutTest test =
                HeldOutTest.of(
                        List.of(of("a", 20, 20), of("b", 20, 20)),
                        List.of(of("a", 20, 12), of("b", 20, 16)));

        assertThat(test.warning())
                .contains(
                        "The test's 70.0 % is below the 91.2 to 100.0 % of cross-validation: its"
                                + " pictures are probably unlike those that were taught: teach some"
                                + " of their kind too.");
    }

    @Test
    void shouldSayThatFewPicturesProveLittle() {
        HeldOutTest test =
                HeldOutTest.of(
                        List.of(of("a", 20, 20), of("b", 20, 20)),
                        List.of(of("a", 4, 3), of("b", 4, 4)));

        assertThat(test.warning().orElseThrow())
                .startsWith("The test's 87.5 % is below")
                .endsWith("They are too few to rule out chance.");
    }

    @Test
    void shouldWarnOfATestAboveTheCrossValidation() {
        HeldOutTest test =
                HeldOutTest.of(
                        List.of(of("a", 20, 10), of("b", 20, 12)),
                        List.of(of("a", 20, 20), of("b", 20, 20)));

        assertThat(test.warning().orElseThrow())
                .startsWith("The test's 100.0 % is above the 39.8 to 69.3 % of cross-validation")
                .endsWith("easier than those that were taught, or nearly copies of them.");
    }

    @Test
    void shouldCompareWithTheClassesThatAreTested() {
        HeldOutTest test =
                HeldOutTest.of(List.of(of("a", 20, 20), of("b", 20, 8)), List.of(of("b", 20, 8)));

        assertThat(test.warning()).isEmpty();
    }

    private static ClassRecall of(String label, int pictures, int recognised) {
        return new ClassRecall(TestingSets.set(label, pictures, 40, 2, 60), recognised);
    }
}
