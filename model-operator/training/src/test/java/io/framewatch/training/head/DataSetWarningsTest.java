package io.framewatch.training.head;

import static io.framewatch.training.head.TestingSets.set;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DataSetWarningsTest {

    private static final int DARK = 10;
    private static final int BRIGHT = 130;

    @Test
    void shouldBeSilentIfAllIsWell() {
        assertThat(warnings(set("a", 20, DARK, 5, 60), 19, set("b", 20, BRIGHT, 5, 60), 18))
                .isEmpty();
    }

    @Test
    void shouldWarnOfFewPictures() {
        assertThat(warnings(set("a", 9, DARK, 5, 600), 9, set("b", 20, BRIGHT, 5, 60), 20))
                .containsExactly("a has 9 pictures: 10 to 50 are wanted, of different moments.");
    }

    @Test
    void shouldWarnOfCopies() {
        assertThat(warnings(set("a", 20, DARK, 0, 60), 20, set("b", 20, BRIGHT, 5, 60), 20))
                .containsExactly(
                        "a has 20 pictures: without near copies of others, 1.",
                        "The head is not shown to be better than guessing, which is right in 50 % of the"
                                + " pictures.");
    }

    @Test
    void shouldWarnOfASingleMoment() {
        assertThat(warnings(set("a", 20, DARK, 5, 1), 20, set("b", 20, BRIGHT, 5, 60), 20))
                .containsExactly(
                        "a was taken within 19 s: the head does not know other times of day.");
    }

    @Test
    void shouldWarnOfImbalance() {
        assertThat(warnings(set("a", 10, DARK, 5, 120), 10, set("b", 41, BRIGHT, 2, 60), 41))
                .containsExactly(
                        "The states have from 10 to 41 pictures: they should have about as many.");
    }

    @Test
    void shouldWarnOfPicturesOfTwoStates() {
        assertThat(warnings(set("a", 20, DARK, 5, 60), 20, set("b", 20, DARK + 50, 5, 60), 20))
                .containsExactly(
                        "10 pictures of a are nearly copies of pictures of b: which is right?");
    }

    @Test
    void shouldWarnOfAStateThatIsNotRecognisedAndAHeadThatGuesses() {
        assertThat(warnings(set("a", 20, DARK, 5, 60), 9, set("b", 20, BRIGHT, 5, 60), 16))
                .containsExactly(
                        "a is recognised in 9 of 20 pictures that the head had not seen.",
                        "The head is not shown to be better than guessing, which is right in 50 % of the"
                                + " pictures.");
    }

    private static List<String> warnings(
            LabelledSet a, int recognisedOfA, LabelledSet b, int recognisedOfB) {
        List<ClassRecall> recalls =
                List.of(new ClassRecall(a, recognisedOfA), new ClassRecall(b, recognisedOfB));
        return DataSetWarnings.of(recalls, BalancedAccuracy.of(recalls));
    }
}
