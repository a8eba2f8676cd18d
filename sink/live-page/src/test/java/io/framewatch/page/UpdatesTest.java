package io.framewatch.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UpdatesTest {

    private final Updates updates = new Updates(2);

    @Test
    void shouldHoldEachCameraOnceHoweverOftenItChanges() throws Exception {
        IntStream.range(0, 1000).forEach(i -> updates.camera("road", false));

        assertThat(updates.take(0).cameras()).containsExactly("road");
        assertThat(updates.take(0).cameras()).isEmpty();
    }

    @Test
    void shouldServeThoseFirstThatHaveWaitedLongest() throws Exception {
        updates.camera("a", false);
        updates.camera("b", false);
        updates.camera("c", false);
        updates.camera("a", false);

        assertThat(updates.take(0).cameras()).containsExactly("a", "b");
        updates.camera("a", false);
        assertThat(updates.take(0).cameras()).containsExactly("c", "a");
    }

    @Test
    void shouldSendWhatIsUrgentAtOnceAndOnce() throws Exception {
        updates.camera("a", false);
        updates.camera("b", false);
        updates.camera("c", false);
        updates.camera("c", true);
        updates.alert("car/c/1/1");

        Updates.Batch batch = updates.take(0);

        assertThat(batch.cameras()).containsExactly("c", "a", "b");
        assertThat(batch.alerts()).containsExactly("car/c/1/1");
        assertThat(updates.take(0).cameras()).isEmpty();
    }
}
