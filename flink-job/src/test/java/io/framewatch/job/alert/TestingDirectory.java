package io.framewatch.job.alert;

import io.framewatch.event.CameraId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** A camera with the tag yard until a time, that is paused between two times. */
final class TestingDirectory implements CameraDirectory {

    Instant tagsUntil = Instant.MAX;
    Instant pausedFrom = Instant.MAX;
    Instant pausedUntil = Instant.MAX;

    @Override
    public Collection<String> tags(CameraId camera, Instant time) {
        return time.isBefore(tagsUntil) ? List.of("yard") : List.of();
    }

    @Override
    public boolean mayBeCaptured(CameraId camera, Instant time) {
        return time.isBefore(pausedFrom) || !time.isBefore(pausedUntil);
    }
}
