package io.framewatch.ingest.capture;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of an {@code rtsps} or {@code https} URL.
 *
 * @param scheme without the final s: the same without TLS
 * @param userInfo the login and its {@code @}, or an empty text
 * @param host name or number of the camera
 * @param port TCP port
 * @param rest from the path on
 */
record TlsAddress(String scheme, String userInfo, String host, int port, String rest) {

    private static final Pattern URL =
            Pattern.compile(
                    "(rtsp|http)s://([^/?#]*@)?(?:\\[([^\\]]+)\\]|([^:/?#]+))(?::(\\d+))?(.*)",
                    Pattern.CASE_INSENSITIVE);
    private static final int RTSPS_PORT = 322;
    private static final int HTTPS_PORT = 443;

    /** Whether a URL is of one of the two schemes. */
    static boolean isOne(String url) {
        return URL.matcher(url).matches();
    }

    /** Reads a URL of one of the two schemes, with a host. */
    static TlsAddress of(String url) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("the address must be rtsps://HOST or https://HOST");
        }
        String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
        int usual = scheme.equals("rtsp") ? RTSPS_PORT : HTTPS_PORT;
        return new TlsAddress(
                scheme,
                matcher.group(2) == null ? "" : matcher.group(2),
                matcher.group(3) == null ? matcher.group(4) : matcher.group(3),
                matcher.group(5) == null ? usual : Integer.parseInt(matcher.group(5)),
                matcher.group(6));
    }

    /** The URL of the same stream without TLS at a port of this machine. */
    String atLoopback(int localPort) {
        return scheme + "://" + userInfo + "127.0.0.1:" + localPort + rest;
    }

    /** Host and port as HTTP names them. */
    String authority() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** Without the login and what may be secret in the path. */
    @Override
    public String toString() {
        return scheme + "s://" + authority();
    }
}
