package io.framewatch.ingest.capture;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** A camera that refuses in many ways, addresses with a password, and how to find it again. */
public final class TestingSecrets implements AutoCloseable {

    public static final String USERNAME = "admin";
    public static final String PASSWORD = "s3cret";

    /** Addresses that can be opened; all of them fail. */
    private static final List<String> FAILING =
            List.of(
                    "http://admin:s3cret@CAMERA/basic",
                    "http://admin:s3cret@CAMERA/digest",
                    "http://admin:p@s3cret@CAMERA/none",
                    "http://admin:%733cret@CAMERA/basic",
                    "http://CAMERA/moved",
                    "http://CAMERA/cookie",
                    "http://CAMERA/none?user=admin&psw=s3cret",
                    "http://CAMERA/none?auth=s3cret&channel=1",
                    "http://CAMERA/none?user=admin&password=a&s3cret",
                    "http://CAMERA/none/user=admin_password=s3cret_ch=1",
                    "rtsp://admin:s3cret@CLOSED/stream",
                    "rtsp://CLOSED/stream?loginuse=admin&loginpas=s3cret",
                    "rtsps://admin:s3cret@CLOSED/stream",
                    "https://admin:s3cret@CLOSED/stream",
                    "rtsp//admin:s3cret@CLOSED/stream",
                    "clip.mp4?token=s3cret",
                    "testsrc:size=admin:s3cret@cam");

    /** Addresses that no configuration may have. */
    private static final List<String> WRONG =
            List.of(
                    "rtsp:/admin:s3cret@cam/x",
                    "rtsp:admin:s3cret@cam/x",
                    "admin:s3cret@cam/x",
                    "admin:s3cret/cam",
                    "rtsp://admin:pa/s3cret@cam/x",
                    "rtsp://admin:pa s3cret@cam/x",
                    "rtsp://admin:pa#s3cret@cam/x",
                    "rtsp://admin:s3cret",
                    "rtsp://admin:s3cret%40cam/x",
                    "rtmp://admin:s3cret@cam/x",
                    "rtmp://cam/x?psw=s3cret",
                    "rtmp://cam/x?a=1&auth=s3cret");

    private final TestingHttpCamera camera = new TestingHttpCamera();
    private final int closedPort;

    public TestingSecrets() throws IOException {
        refuse("/basic", 401, "WWW-Authenticate", "Basic realm=\"cam\"");
        refuse("/digest", 401, "WWW-Authenticate", "Digest realm=\"cam\", nonce=\"1\"");
        refuse("/moved", 302, "Location", "/none?token=s3cret");
        refuse("/cookie", 404, "Set-Cookie", "session=s3cret");
        refuse("/none", 404, "Server", "camera");
        camera.require("/live", USERNAME, PASSWORD);
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            closedPort = socket.getLocalPort();
        }
    }

    /** Addresses that can be opened; all of them fail. See {@link #address}. */
    public static Stream<String> failing() {
        return FAILING.stream();
    }

    /** Addresses that no configuration may have. */
    public static Stream<String> wrong() {
        return WRONG.stream();
    }

    /** What must not be found: the password, also percent-encoded, and logins as HTTP has them. */
    public static String[] traces() {
        return Stream.concat(
                        Stream.of(PASSWORD, "%733cret"),
                        Stream.of("s3cret", "p@s3cret", "%733cret").map(TestingSecrets::inBase64))
                .toArray(String[]::new);
    }

    /** An address at which the camera gives pictures, to who logs in. */
    public String live() {
        return "http://" + camera.host() + "/live";
    }

    /** Puts the camera, and a port at which nobody listens, into an address. */
    public String address(String template) {
        return template.replace("CAMERA", camera.host())
                .replace("CLOSED", "127.0.0.1:" + closedPort);
    }

    @Override
    public void close() {
        camera.close();
    }

    private void refuse(String path, int code, String header, String value) {
        camera.answer(path, code, header, value, "");
    }

    private static String inBase64(String password) {
        byte[] login = (USERNAME + ":" + password).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().withoutPadding().encodeToString(login);
    }
}
