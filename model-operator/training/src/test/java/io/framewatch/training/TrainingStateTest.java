package io.framewatch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingStateTest {

    /** Bytes before the number of weights: magic, recipe with its length, steps, two positions. */
    private static final int LENGTH_AT = 4 + 2 + 6 + 8 + 4 + 4;

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void write() throws Exception {
        file = folder.resolve("checkpoint");
        TrainingState state = TrainingState.start("recipe", new float[] {1, 2});
        state.advance();
        state.firstMoments()[0] = 3;
        state.secondMoments()[1] = 4;
        state.average()[0] = 5;
        state.moveTo(6, 7);
        state.write(file);
    }

    @Test
    void shouldReadWhatItWrote() throws Exception {
        TrainingState state = TrainingState.read(file, "recipe", 2);

        assertThat(state.weights()).containsExactly(1, 2);
        assertThat(state.firstMoments()).containsExactly(3, 0);
        assertThat(state.secondMoments()).containsExactly(0, 4);
        assertThat(state.average()).containsExactly(5, 2);
        assertThat(state.steps()).isOne();
        assertThat(state.epoch()).isEqualTo(6);
        assertThat(state.nextPicture()).isEqualTo(7);
    }

    @Test
    void shouldReplaceTheFormerFileAndLeaveNoOther() throws Exception {
        TrainingState.start("recipe", new float[] {8, 9}).write(file);

        assertThat(TrainingState.read(file, "recipe", 2).weights()).containsExactly(8, 9);
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void shouldLeaveNothingWhenItCannotBeWritten() throws Exception {
        TrainingState state = TrainingState.start("recipe", new float[] {8, 9});
        Path taken = Files.createDirectories(folder.resolve("run/checkpoint"));
        Files.createFile(taken.resolve("file"));
        Path nowhere = folder.resolve("checkpoint/run/checkpoint");

        assertThatThrownBy(() -> state.write(taken)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> state.write(nowhere)).isInstanceOf(IOException.class);

        assertThat(folder.resolve("run").toFile().list()).containsExactly("checkpoint");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("checkpoint", "run");
    }

    @Test
    void shouldRefuseAnotherRecipe() {
        assertThatThrownBy(() -> TrainingState.read(file, "other", 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(file.toString(), "another run", "recipe", "other");
    }

    @Test
    void shouldNameAFileThatIsCutOffAnywhere() throws Exception {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertRefused("EOFException");
        }
    }

    @Test
    void shouldNameAFileThatIsNoCheckpoint() throws Exception {
        byte[] whole = Files.readAllBytes(file);

        Files.write(file, ByteBuffer.wrap(whole.clone()).putInt(0, 1).array());
        assertRefused("does not begin as one");
        Files.write(file, ByteBuffer.wrap(whole.clone()).putInt(LENGTH_AT, -1).array());
        assertRefused("it has -1 weights, not 2");
        Files.write(file, ByteBuffer.wrap(whole.clone()).putInt(LENGTH_AT - 4, -7).array());
        assertRefused("negative position");
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertRefused("goes on after its end");
    }

    private void assertRefused(String problem) {
        assertThatThrownBy(() -> TrainingState.read(file, "recipe", 2))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(file.toString(), problem);
    }
}
