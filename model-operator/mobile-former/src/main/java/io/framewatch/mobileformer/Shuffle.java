package io.framewatch.mobileformer;

/**
 * A channel shuffle as an order of channels, to be folded into the layers around it: channels seen
 * as [groups, channels / groups], transposed, flattened.
 */
final class Shuffle {

    private Shuffle() {}

    /** For each channel after the shuffle, the channel that it was before. */
    static int[] from(int channels, int groups) {
        int[] from = new int[channels];
        int size = channels / groups;
        for (int before = 0; before < channels; before++) {
            from[before % size * groups + before / size] = before;
        }
        return from;
    }

    /** For each channel before the shuffle, the channel that it becomes. */
    static int[] to(int channels, int groups) {
        return from(channels, channels / groups);
    }
}
