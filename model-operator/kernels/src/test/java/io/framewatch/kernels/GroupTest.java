package io.framewatch.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GroupTest {

    @Test
    void shouldFindWhatIsConnected() {
        List<Group> groups = Group.of(layer(new float[] {1, 0, 0, 2, 0, 3, 0, 0, 4, 0, 0, 0}));

        assertThat(groups).hasSize(2);
        assertThat(groups.get(0).inputs()).containsExactly(0, 3);
        assertThat(groups.get(0).outputs()).containsExactly(0, 2);
        assertThat(groups.get(1).inputs()).containsExactly(1);
        assertThat(groups.get(1).outputs()).containsExactly(1);
    }

    /** Its result is the bias. */
    @Test
    void shouldKeepAnOutputWithoutInputs() {
        List<Group> groups = Group.of(layer(new float[] {1, 1, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0}));

        assertThat(groups).hasSize(2);
        assertThat(groups)
                .anySatisfy(
                        group -> {
                            assertThat(group.inputs()).isEmpty();
                            assertThat(group.outputs()).containsExactly(1);
                        });
    }

    @Test
    void shouldSplitIntoParts() {
        Group group = new Group(new int[] {5}, new int[] {1, 2, 3, 4, 7});

        List<Group> parts = group.parts(2);

        assertThat(parts).extracting(Group::inputs).allMatch(inputs -> inputs[0] == 5);
        assertThat(parts)
                .extracting(Group::outputs)
                .containsExactly(new int[] {1, 2}, new int[] {3, 4}, new int[] {7});
    }

    /** Three outputs of four inputs. */
    private static Layer layer(float[] weight) {
        return new Layer(4, weight, new float[3]);
    }
}
