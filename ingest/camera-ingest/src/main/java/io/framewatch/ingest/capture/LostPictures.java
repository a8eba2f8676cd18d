package io.framewatch.ingest.capture;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Counts the pictures of a video that are lost: those that never came, and those that were left out
 * but would have been damaged. Pictures that are decoded and pictures that are left out make one
 * row, so the counts do not depend on what is left out. Not thread-safe.
 */
final class LostPictures {

    private final MissingPictures missing = new MissingPictures();
    private final int delay;

    /** A key frame that is decoded alone comes before pictures that are shown before it. */
    private final Queue<Picture> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Picture::micros));

    private boolean lossKnown;
    private int lost;

    private record Picture(long micros, boolean damaged) {}

    /**
     * Starts at the begin of a video.
     *
     * @param delay by how many packets decoding runs ahead of presentation
     */
    LostPictures(int delay) {
        this.delay = delay;
    }

    /**
     * Notes a picture that came out of the decoder.
     *
     * @param micros its time stamp, or {@link Video#NO_PTS}
     */
    void decoded(long micros, boolean damaged) {
        add(new Picture(micros, damaged));
    }

    /** Notes a picture whose packet was left out. */
    void leftOut(long micros, boolean damaged) {
        lost += damaged ? 1 : 0;
        add(new Picture(micros, damaged));
    }

    /** How many pictures were lost since this method was called last. */
    int take() {
        int taken = lost;
        lost = 0;
        return taken;
    }

    private void add(Picture picture) {
        waiting.add(picture);
        if (waiting.size() > delay) {
            Picture next = waiting.remove();
            lost += missing.before(next.micros(), lossKnown || next.damaged());
            lossKnown = next.damaged();
        }
    }
}
