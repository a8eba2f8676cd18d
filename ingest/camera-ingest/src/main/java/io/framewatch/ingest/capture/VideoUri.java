package io.framewatch.ingest.capture;

import io.framewatch.configuration.Redaction;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a video is: {@code rtsp://} and {@code rtsps://} cameras, {@code http://} and {@code
 * https://} streams, a file (a path or {@code file:}), a device such as {@code /dev/video0}, or
 * {@code testsrc:} for a test picture ({@code testsrc:size=640x360:rate=25}).
 *
 * @param kind what it is
 * @param location the file's path, the filter's arguments, or the whole URI; may hold a password
 */
record VideoUri(Kind kind, String location) {

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)");
    private static final Pattern HOST = Pattern.compile("//(?:[^/?#\\s]*@)?+[^\\s/:?#@].*");

    /** The kinds of videos. */
    enum Kind {
        RTSP,
        HTTP,
        FILE,
        DEVICE,
        TEST
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if it is none of the known forms
     */
    static VideoUri parse(String uri) {
        Objects.requireNonNull(uri, "uri");
        Matcher matcher = SCHEME.matcher(uri);
        if (!matcher.matches()) {
            return new VideoUri(uri.startsWith("/dev/") ? Kind.DEVICE : Kind.FILE, uri);
        }
        String rest = matcher.group(2);
        return switch (matcher.group(1).toLowerCase(Locale.ROOT)) {
            case "rtsp", "rtsps" -> new VideoUri(Kind.RTSP, requireHost(uri, rest));
            case "http", "https" -> new VideoUri(Kind.HTTP, requireHost(uri, rest));
            case "file" -> new VideoUri(Kind.FILE, rest.startsWith("//") ? path(uri) : rest);
            case "testsrc" -> new VideoUri(Kind.TEST, rest);
            default ->
                    throw invalid(uri, "must be rtsp(s)://, http(s)://, file:, testsrc: or a path");
        };
    }

    boolean isRtsp() {
        return kind == Kind.RTSP;
    }

    boolean isFile() {
        return kind == Kind.FILE;
    }

    boolean takesLogin() {
        return kind == Kind.RTSP || kind == Kind.HTTP;
    }

    /** Whether the pictures come by themselves, whether or not anybody is ready for them. */
    boolean isLive() {
        return kind != Kind.FILE && kind != Kind.TEST;
    }

    @Override
    public String toString() {
        return Redaction.hide(location);
    }

    private static String requireHost(String uri, String rest) {
        if (!HOST.matcher(rest).matches()) {
            throw invalid(uri, "must name a host, as in rtsp://10.0.0.5/stream");
        }
        return uri;
    }

    private static String path(String uri) {
        try {
            return Path.of(URI.create(uri)).toString();
        } catch (IllegalArgumentException e) {
            throw invalid(uri, "must be file: and a path, as in file:///videos/gate.mp4");
        }
    }

    private static IllegalArgumentException invalid(String uri, String rule) {
        return new IllegalArgumentException("uri '" + Redaction.hide(uri) + "' " + rule);
    }
}
