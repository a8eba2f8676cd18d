package io.framewatch.job;

import io.framewatch.event.FrameLocation;
import io.framewatch.event.Picture;
import java.io.Serializable;
import java.util.Optional;

/** The pictures of frames that lie on the frames topic. It is sent to the task managers. */
interface Pictures extends Serializable, AutoCloseable {

    /** Has none. */
    Pictures NONE =
            new Pictures() {
                private static final long serialVersionUID = 1L;

                @Override
                public Optional<Picture> of(FrameLocation frame) {
                    return Optional.empty();
                }

                @Override
                public void close() {}
            };

    /** The picture of a frame; empty if it cannot be had. Called by one thread. */
    Optional<Picture> of(FrameLocation frame);

    @Override
    void close();
}
