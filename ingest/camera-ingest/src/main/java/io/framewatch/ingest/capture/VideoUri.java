package io.framewatch.ingest.capture;

import static io.framewatch.configuration.Redaction.HIDDEN;

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

    private static final Pattern SCHEME = Pattern.compile("(?s)([A-Za-z][A-Za-z0-9+.-]+):(.*)");
    private static final Pattern START = Pattern.compile("^(?:rtsps?|https?|file):/*");
    private static final Pattern LINE_BREAKS = Pattern.compile("\\R");
    private static final String HOST_AND_PORT =
            "(?:\\[[^\\]\\s]+\\]|[^\\s/:?#@\\[]+)(?::\\d{1,5})?(?:[/?#].*)?";
    private static final Pattern HOST = Pattern.compile("//(?:[^/?#\\s]*@)?+" + HOST_AND_PORT);

    /** A login whose password ends the part before the path too early; group 1 is the character. */
    private static final Pattern PASSWORD =
            Pattern.compile("//[^/?#\\s:@]*:[^/?#\\s@]*([/?#\\s]).*@" + HOST_AND_PORT);

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

    /** Whether the camera shows a certificate. */
    boolean isEncrypted() {
        return TlsAddress.isOne(location);
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
        if (HOST.matcher(rest).matches()) {
            return uri;
        }
        Matcher password = PASSWORD.matcher(rest);
        if (password.matches()) {
            char character = password.group(1).charAt(0);
            throw invalid(
                    uri,
                    "must have '%c' in its password written as %%%02X, or its login in credentials"
                            .formatted(character, (int) character));
        }
        throw invalid(
                uri,
                "must name a host, as in rtsp://10.0.0.5:554/stream, and have @ after a login");
    }

    private static String path(String uri) {
        try {
            return Path.of(URI.create(uri)).toString();
        } catch (IllegalArgumentException e) {
            throw invalid(uri, "must be file: and a path, as in file:///videos/gate.mp4");
        }
    }

    /** Where there is no {@code ://}, anything after the first colon may be a password. */
    private static IllegalArgumentException invalid(String uri, String rule) {
        String line = LINE_BREAKS.matcher(uri).replaceAll(" ");
        Matcher start = START.matcher(line);
        String shown = line.contains("://") ? line : start.find() ? start.group() + HIDDEN : HIDDEN;
        return new IllegalArgumentException("uri '" + Redaction.hide(shown) + "' " + rule);
    }
}
