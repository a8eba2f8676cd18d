package io.framewatch.cli.teach;

import static io.framewatch.cli.teach.TestingLessons.lesson;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.training.head.TaughtState;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoubtsTest {

    private static final int DARK = 10;
    private static final int BRIGHT = 130;

    @Test
    void shouldHaveNoneIfAllIsWell() throws Exception {
        assertThat(doubts(lesson("a", 20, DARK, 5, 60), 19, lesson("b", 20, BRIGHT, 5, 60), 18))
                .isEmpty();
    }

    @Test
    void shouldDoubtFewPictures() throws Exception {
        assertThat(doubts(lesson("a", 9, DARK, 5, 600), 9, lesson("b", 20, BRIGHT, 5, 60), 20))
                .containsExactly("a has 9 pictures: 10 to 50 are wanted, of different moments.");
    }

    @Test
    void shouldDoubtCopies() throws Exception {
        assertThat(doubts(lesson("a", 20, DARK, 0, 60), 20, lesson("b", 20, BRIGHT, 5, 60), 20))
                .containsExactly(
                        "a has 20 pictures: without near copies of others, 1.",
                        "The head is not shown to be better than guessing, which is right in 50 % of the"
                                + " pictures.");
    }

    @Test
    void shouldDoubtASingleMoment() throws Exception {
        assertThat(doubts(lesson("a", 20, DARK, 5, 1), 20, lesson("b", 20, BRIGHT, 5, 60), 20))
                .containsExactly(
                        "a was taken within 19 s: the head does not know other times of day.");
    }

    @Test
    void shouldDoubtImbalance() throws Exception {
        assertThat(doubts(lesson("a", 10, DARK, 5, 120), 10, lesson("b", 41, BRIGHT, 2, 60), 41))
                .containsExactly(
                        "The states have from 10 to 41 pictures: they should have about as many.");
    }

    @Test
    void shouldDoubtPicturesOfTwoStates() throws Exception {
        assertThat(doubts(lesson("a", 20, DARK, 5, 60), 20, lesson("b", 20, DARK + 50, 5, 60), 20))
                .containsExactly(
                        "10 pictures of a are nearly copies of pictures of b: which is right?");
    }

    @Test
    void shouldDoubtAStateThatIsNotRecognisedAndAHeadThatGuesses() throws Exception {
        assertThat(doubts(lesson("a", 20, DARK, 5, 60), 9, lesson("b", 20, BRIGHT, 5, 60), 16))
                .containsExactly(
                        "a is recognised in 9 of 20 pictures that the head had not seen.",
                        "The head is not shown to be better than guessing, which is right in 50 % of the"
                                + " pictures.");
    }

    private static List<String> doubts(Lesson a, int rightOfA, Lesson b, int rightOfB) {
        List<Lesson> lessons = List.of(a, b);
        List<TaughtState> taught = List.of(taught(a, rightOfA), taught(b, rightOfB));
        return Doubts.about(
                lessons,
                taught,
                BalancedAccuracy.of(
                        List.of(new Recognition(a, rightOfA), new Recognition(b, rightOfB))));
    }

    private static TaughtState taught(Lesson lesson, int recognised) {
        return new TaughtState(
                lesson.label(), lesson.pictures().size(), recognised, 0, new float[1]);
    }
}
