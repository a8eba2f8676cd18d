package io.framewatch.ingest.capture;

import io.framewatch.event.CameraView;
import java.util.Optional;

/**
 * How a capture is at one moment.
 *
 * @param state where the camera stands
 * @param message why, as in {@link CameraStatus#message()}
 * @param view what the camera shows; empty if its view is not checked
 * @param run the latest run; 0 before the first
 * @param reconnects how often the camera was opened again, successfully or not
 * @param abandonedCalls native calls that did not return and were abandoned
 */
public record CaptureReport(
        CameraState state,
        String message,
        Optional<CameraView> view,
        long run,
        long reconnects,
        long abandonedCalls) {}
