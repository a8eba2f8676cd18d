package io.framewatch.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TunedSessionsTest {

    private final ModelManifest manifest;

    TunedSessionsTest() throws Exception {
        manifest = ModelManifest.read(new TestingModel());
    }

    @Test
    void shouldFillABatchUpWhereThereIsRoomAndElseRunItInParts() throws Exception {
        try (TunedSessions sessions = new TunedSessions(manifest);
                SampleImages images = new SampleImages(manifest, 10)) {
            for (int size : List.of(1, 4, 6)) {
                sessions.add(size, ModelSession.open(manifest, graph(size, size), size));
            }

            assertThat(sizesThatRan(sessions, images, 10, 10))
                    .containsExactly(6, 6, 6, 6, 6, 6, 4, 4, 4, 4);
            assertThat(sizesThatRan(sessions, images, 9, 10))
                    .containsExactly(6, 6, 6, 6, 6, 6, 4, 4, 4);
            assertThat(sizesThatRan(sessions, images, 9, 9))
                    .containsExactly(6, 6, 6, 6, 6, 6, 1, 1, 1);
            assertThat(sizesThatRan(sessions, images, 5, 6)).containsExactly(6, 6, 6, 6, 6);
            assertThat(sizesThatRan(sessions, images, 5, 5)).containsExactly(4, 4, 4, 4, 1);
            assertThat(sizesThatRan(sessions, images, 2, 3)).containsExactly(1, 1);
        }
    }

    /** The logits of each image by graphs that multiply by their batch size. */
    private List<Integer> sizesThatRan(
            TunedSessions sessions, SampleImages images, int count, int room) throws Exception {
        int labels = manifest.labels().size();
        FloatBuffer actual = images.run(sessions, count, room).logits();
        FloatBuffer means = means(images);
        List<Integer> sizes = new ArrayList<>();
        for (int image = 0; image < count; image++) {
            int size = Math.round(actual.get(image * labels) / means.get(image * labels));
            for (int i = image * labels; i < (image + 1) * labels; i++) {
                assertThat(actual.get(i)).isEqualTo(means.get(i) * size);
            }
            sizes.add(size);
        }
        return sizes;
    }

    @Test
    void shouldCloseEverySession() throws Exception {
        TunedSessions sessions = new TunedSessions(manifest);
        ModelSession one = ModelSession.open(manifest, graph(1, 1), 1);
        ModelSession four = ModelSession.open(manifest, graph(4, 4), 4);
        sessions.add(1, one);
        sessions.add(4, four);

        sessions.close();

        try (SampleImages images = new SampleImages(manifest, 4)) {
            assertThatThrownBy(() -> images.run(one, 1)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> images.run(four, 4)).isInstanceOf(IllegalStateException.class);
        }
    }

    /** The logits of the model with factor 1. */
    private FloatBuffer means(SampleImages images) throws Exception {
        try (ModelSession session = ModelSession.open(manifest, graph(-1, 1))) {
            return images.run(session).logits();
        }
    }

    private static byte[] graph(int batch, float factor) {
        TestingModel model = new TestingModel();
        model.batch = batch;
        model.factor = factor;
        return model.graph();
    }
}
