package io.framewatch.ingest.capture;

import org.bytedeco.ffmpeg.global.avdevice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * FFmpeg's devices and its test pictures. They need libraries of the system that other cameras do
 * not, so they are loaded for the first camera of their kind.
 */
final class FfmpegDevices {

    private static final Logger LOG = LoggerFactory.getLogger(FfmpegDevices.class);

    private FfmpegDevices() {}

    /** Makes the devices known to FFmpeg; may be called again. */
    static synchronized void register() throws CaptureException {
        try {
            avdevice.avdevice_register_all();
        } catch (LinkageError e) {
            LOG.debug("FFmpeg's devices", e);
            throw new CaptureException(FailureReason.NO_DEVICES);
        }
    }
}
