package io.framewatch.ingest.capture;

/** Why a camera gives no pictures, in words its owner can act on. */
enum FailureReason {
    NO_SUCH_FILE("there is no such file or device"),
    NO_PERMISSION("the file or device must not be read by this user"),
    NOT_A_VIDEO("the data is not a video, or its beginning is damaged"),
    NO_DEVICES(
            "FFmpeg's devices and test pictures cannot be loaded: they need libpulse.so.0 (Debian: libpulse0)"),
    NO_VIDEO_TRACK("there is no video track in it"),
    UNKNOWN_CODEC("its video codec is not known"),
    UNSAFE_CODEC(
            "AV1 is not taken over RTSP, where FFmpeg has a dangerous flaw: choose H.264 or H.265"),
    INCOMPLETE("the file is incomplete: its video ends too early"),
    UNSUPPORTED_ADDRESS("this kind of address is not supported"),
    REFUSED("the connection was refused: is the camera on, are host and port right?"),
    UNREACHABLE("no network path leads to the host"),
    CONNECTION_FAILED("the connection failed: does the host name exist, does the camera answer?"),
    CONNECTION_LOST("the connection was lost"),
    TIMEOUT("no data came in time: is the camera on, does a firewall hold it back?"),
    NO_PICTURE("data comes but no picture can be decoded from it"),
    UNAUTHORIZED("user name or password is wrong or missing"),
    FORBIDDEN("this user must not see the stream"),
    NO_SUCH_STREAM("the camera has no stream of this name"),
    TRANSPORT_REFUSED("the camera refuses the transport"),
    CERTIFICATE("the camera has another certificate than its key certificate says"),
    REDIRECTED("the camera redirects to where its certificate would not be checked"),
    REDIRECTED_IN_CIRCLES("the camera redirects in circles"),
    CAMERA_ERROR("the camera reports an error of its own"),
    STREAM_ENDED("the camera ended the stream"),
    NO_MEMORY("this process has not enough memory"),
    WEDGED("a call into FFmpeg does not return and was abandoned"),
    STOPPED("the camera was stopped"),
    OTHER("FFmpeg reports an error");

    private final String text;

    FailureReason(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
