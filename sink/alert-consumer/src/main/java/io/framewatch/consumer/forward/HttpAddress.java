package io.framewatch.consumer.forward;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * The address of an HTTP receiver.
 *
 * @param uri {@code http://} or {@code https://} and a host, without a user name
 */
public record HttpAddress(URI uri) {

    /**
     * Reads the value of a key {@code url}. Messages do not show it: it may hold a secret.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static HttpAddress of(String url) {
        return new HttpAddress(parse(url));
    }

    public HttpAddress {
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw refused();
        }
    }

    /** The address of something below this one. */
    HttpAddress resolve(String path) {
        return of(uri.toString().replaceFirst("/+$", "") + path);
    }

    private static URI parse(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw refused();
        }
    }

    private static IllegalArgumentException refused() {
        return new IllegalArgumentException(
                "url must be http://HOST or https://HOST, with a port and a path if need be and"
                        + " without a user name");
    }

    /** Host and port. */
    @Override
    public String toString() {
        return uri.getRawAuthority();
    }
}
