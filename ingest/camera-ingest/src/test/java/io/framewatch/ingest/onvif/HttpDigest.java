package io.framewatch.ingest.onvif;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.framewatch.ingest.capture.Login;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The device's side of HTTP Digest, RFC 7616 with MD5 and {@code qop=auth}. */
final class HttpDigest {

    static final String SCHEME = "Digest";

    static final String CHALLENGE =
            "Digest realm=\"camera\", nonce=\"n0nce\", qop=\"auth\", algorithm=MD5";

    private static final Pattern FIELD = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^\\s,]+))");

    private HttpDigest() {}

    /**
     * Whether an answer to the challenge proves the password.
     *
     * @param request method, colon and path
     */
    static boolean isRight(String authorization, Login login, String request) {
        if (!authorization.startsWith(SCHEME + " ")) {
            return false;
        }
        Map<String, String> fields = new HashMap<>();
        Matcher matcher = FIELD.matcher(authorization);
        while (matcher.find()) {
            fields.put(
                    matcher.group(1),
                    matcher.group(2) == null ? matcher.group(3) : matcher.group(2));
        }
        String secret = md5(login.username() + ":camera:" + login.password());
        String once = "n0nce:" + fields.get("nc") + ":" + fields.get("cnonce") + ":auth";
        return login.username().equals(fields.get("username"))
                && md5(secret + ":" + once + ":" + md5(request)).equals(fields.get("response"));
    }

    private static String md5(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(ISO_8859_1));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
