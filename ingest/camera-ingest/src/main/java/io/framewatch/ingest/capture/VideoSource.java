package io.framewatch.ingest.capture;

import io.framewatch.configuration.Redaction;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What FFmpeg is asked to open.
 *
 * @param url URL or file name, with the login; {@link #toString()} leaves it out
 * @param format name of the input format, or null to find out
 * @param options options of FFmpeg's protocols and demuxers
 * @param timeout longest time without data
 * @param track which of its video tracks, counted from 1; 0 for the largest picture
 * @param certificate the one that the camera must have, or null to take any
 */
record VideoSource(
        String url,
        String format,
        Map<String, String> options,
        Duration timeout,
        int track,
        Fingerprint certificate) {

    private static final String TRANSPORT = "rtsp_transport";
    private static final Map<String, String> HTTP_OPTIONS =
            Map.of(
                    // FFmpeg would hold back a second of pictures to guess the rate.
                    "fpsprobesize",
                    "0",
                    // Of unknown data FFmpeg would wait for a megabyte before it says so.
                    "formatprobesize",
                    "65536");
    private static final Pattern USER_INFO =
            Pattern.compile("^([a-z]+://)([^/?#]*@)?", Pattern.CASE_INSENSITIVE);

    /**
     * Translates the options of a camera's video.
     *
     * @param login user name and password, or null
     */
    static VideoSource of(VideoOptions video, Login login) {
        VideoUri uri = VideoUri.parse(video.uri());
        Map<String, String> options = Map.of();
        String format = null;
        String url = uri.location();
        switch (uri.kind()) {
            case RTSP -> {
                options = rtspOptions(video.transport() == Transport.UDP);
                url = withLogin(url, login);
            }
            case HTTP -> {
                options = HTTP_OPTIONS;
                url = withLogin(url, login);
            }
            case FILE -> url = "file:" + url;
            case DEVICE -> format = "v4l2";
            case TEST -> {
                format = "lavfi";
                url = url.isEmpty() ? "testsrc" : "testsrc=" + url;
            }
        }
        Fingerprint certificate = video.access().certificate();
        return new VideoSource(url, format, options, video.timeout(), 0, certificate);
    }

    private static Map<String, String> rtspOptions(boolean udp) {
        return Map.of(
                TRANSPORT,
                udp ? "udp" : "tcp",
                // Without the audio tracks a camera has less to send.
                "allowed_media_types",
                "video",
                // Without a queue FFmpeg does not look for lost packets on TCP.
                "reorder_queue_size",
                udp ? "-1" : "2",
                // FFmpeg would hold back a second of pictures to guess the rate.
                "fpsprobesize",
                "0");
    }

    /** Opens a source. */
    interface Opening<V> {
        V open(VideoSource source) throws CaptureException;
    }

    /**
     * Opens this source, or the same over UDP if the camera refuses TCP.
     *
     * @throws CaptureException that of the last way that was tried
     */
    <V> V openOverEither(Opening<V> opening) throws CaptureException {
        try {
            return opening.open(this);
        } catch (CaptureException e) {
            if (e.reason() != FailureReason.TRANSPORT_REFUSED
                    || !"tcp".equals(options.get(TRANSPORT))) {
                throw e;
            }
        }
        try {
            return opening.open(overUdp());
        } catch (CaptureException e) {
            throw e.reason() == FailureReason.TRANSPORT_REFUSED
                    ? new CaptureException(FailureReason.TRANSPORT_REFUSED, "tcp and udp")
                    : e;
        }
    }

    private VideoSource overUdp() {
        return new VideoSource(url, format, rtspOptions(true), timeout, track, certificate);
    }

    /** What a camera that refuses this source's transport may take; empty if it is not RTSP. */
    Optional<String> otherTransport() {
        return Optional.ofNullable(options.get(TRANSPORT))
                .map(transport -> transport.equals("tcp") ? "udp" : "tcp");
    }

    /** The same source, but another of its video tracks. */
    VideoSource withTrack(int number) {
        return new VideoSource(url, format, options, timeout, number, certificate);
    }

    /** Whether the camera shows a certificate. */
    boolean isEncrypted() {
        return TlsAddress.isOne(url);
    }

    /** Where the camera is, if it is encrypted. */
    TlsAddress address() {
        return TlsAddress.of(url);
    }

    /**
     * The same source at a port of this machine that goes on to the camera over TLS. FFmpeg cannot
     * leave the port for another address that is encrypted, or that HTTP redirects to.
     */
    VideoSource through(int localPort) {
        Map<String, String> all = new HashMap<>(options);
        if (isHttp()) {
            all.put("headers", "Host: " + address().authority() + "\r\n");
            all.put("protocol_whitelist", "http,tcp,crypto,data");
            all.put("http_proxy", "");
        } else {
            all.putAll(rtspOptions(false)); // TLS carries one connection, so the video goes with it
            all.put("protocol_whitelist", "tcp");
        }
        String local = address().atLoopback(localPort);
        return new VideoSource(local, format, all, timeout, track, certificate);
    }

    /** Whether pictures come by themselves and have no end. */
    boolean live() {
        return !url.startsWith("file:") && !"lavfi".equals(format);
    }

    boolean isHttp() {
        return url.regionMatches(true, 0, "http", 0, 4);
    }

    /** The same HTTP source, but JPEGs one after the other, whatever stands between them. */
    VideoSource asJpegs() {
        return new VideoSource(url, "mjpeg", options, timeout, track, certificate);
    }

    /** Whether one of FFmpeg's devices gives the pictures. */
    boolean isDevice() {
        return format != null && !isHttp();
    }

    @Override
    public String toString() {
        return "VideoSource[" + Redaction.hide(url) + "]";
    }

    /** FFmpeg takes logins from the user-info only; it decodes percent signs there. */
    private static String withLogin(String url, Login login) {
        if (login == null) {
            return url;
        }
        String userInfo = encode(login.username()) + ":" + encode(login.password()) + "@";
        return USER_INFO.matcher(url).replaceFirst("$1" + Matcher.quoteReplacement(userInfo));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
