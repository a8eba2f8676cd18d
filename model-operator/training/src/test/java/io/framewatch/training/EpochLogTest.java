package io.framewatch.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.training.EpochFigures.Steps;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpochLogTest {

    /** Its rate is not known: it was resumed after its last step. */
    private static final EpochFigures FIRST =
            new EpochFigures(1, 32, 0.1, new Steps(Double.NaN, Double.NaN, Double.NaN), 0.25);

    private static final EpochFigures SECOND =
            new EpochFigures(2, 64, 0.2, new Steps(1.5, 0.5, 90), null);

    @TempDir private Path folder;

    @Test
    void shouldReadWhatItWrote() throws Exception {
        EpochLog log = EpochLog.open(folder, 0);
        log.add(FIRST);
        log.add(SECOND);

        EpochLog again = EpochLog.open(folder, 2);

        assertThat(again.epochs()).containsExactly(FIRST, SECOND);
        assertThat(again.validationTop1()).contains(0.25);
        assertThat(folder.toFile().list()).containsExactly("epochs.jsonl");
    }

    @Test
    void shouldWriteTheExactJson() throws Exception {
        EpochLog log = EpochLog.open(folder, 0);
        log.add(FIRST);
        log.add(SECOND);

        assertThat(Files.readString(folder.resolve(EpochLog.FILE)))
                .isEqualTo(
                        """
                        {"epoch":1,"imageSize":32,"learningRate":0.1,"loss":"NaN","top1":"NaN",\
                        "imagesPerSecond":"NaN","validationTop1":0.25}
                        {"epoch":2,"imageSize":64,"learningRate":0.2,"loss":1.5,"top1":0.5,\
                        "imagesPerSecond":90.0,"validationTop1":null}
                        """);
    }

    @Test
    void shouldForgetEpochsThatAreNotDone() throws Exception {
        EpochLog former = EpochLog.open(folder, 0);
        former.add(FIRST);
        former.add(SECOND);

        EpochLog log = EpochLog.open(folder, 1);
        assertThat(log.epochs()).containsExactly(FIRST);

        EpochLog fresh = EpochLog.open(folder, 0);
        assertThat(fresh.epochs()).isEmpty();
        assertThat(fresh.validationTop1()).isEmpty();
    }
}
