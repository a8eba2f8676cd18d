package io.framewatch.job.alert;

import io.framewatch.event.CameraId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** What the cameras topic says of cameras and their views. Thread-safe. */
public interface CameraDirectory {

    /** Knows no camera: none has tags, and all may be captured. */
    CameraDirectory EMPTY =
            new CameraDirectory() {
                @Override
                public Collection<String> tags(CameraId camera, Instant time) {
                    return List.of();
                }

                @Override
                public boolean mayBeCaptured(CameraId camera, Instant time) {
                    return true;
                }
            };

    /** The tags of a camera, or of the camera of a view, at a time; empty if it is unknown. */
    Collection<String> tags(CameraId camera, Instant time);

    /** Whether a camera is to be captured at a time; true if it is unknown. */
    boolean mayBeCaptured(CameraId camera, Instant time);
}
