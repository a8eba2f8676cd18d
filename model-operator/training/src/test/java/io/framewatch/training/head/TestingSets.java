package io.framewatch.training.head;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Labelled sets for tests. */
final class TestingSets {

    private TestingSets() {}

    /** Pictures of one grey each, which grows by {@code step} every {@code seconds}. */
    static LabelledSet set(String label, int count, int grey, int step, int seconds) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] rgb = new byte[224 * 224 * 3];
            Arrays.fill(rgb, (byte) (grey + i * step));
            Instant taken = Instant.EPOCH.plus(Duration.ofSeconds((long) i * seconds));
            examples.add(new Example(new float[0], Thumbnail.ofRgb(rgb), Optional.of(taken)));
        }
        return new LabelledSet(label, examples);
    }
}
