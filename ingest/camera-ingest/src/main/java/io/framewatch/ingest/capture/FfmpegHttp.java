package io.framewatch.ingest.capture;

/**
 * Opens inputs. FFmpeg takes JPEGs over HTTP only in parts that say that they are {@code
 * image/jpeg}. From a camera that says something else, or nothing, the JPEGs are searched for in
 * what it sends.
 */
final class FfmpegHttp {

    private FfmpegHttp() {}

    /** Opens a source, over HTTP a second time if its first data is not what it should be. */
    static FfmpegInput open(VideoSource source, Deadline deadline) throws CaptureException {
        try {
            FfmpegInput input = FfmpegInput.open(source, deadline);
            if (!input.isInParts() || input.hasSize()) {
                return input;
            }
            input.close();
            throw new CaptureException(FailureReason.NOT_A_VIDEO);
        } catch (CaptureException e) {
            if (!source.isHttp() || e.reason() != FailureReason.NOT_A_VIDEO) {
                throw e;
            }
            return openJpegs(source, deadline, e);
        }
    }

    private static FfmpegInput openJpegs(
            VideoSource source, Deadline deadline, CaptureException failure)
            throws CaptureException {
        FfmpegInput input = FfmpegInput.open(source.asJpegs(), deadline);
        if (!input.hasSize()) {
            input.close();
            throw failure;
        }
        return input;
    }
}
