package io.framewatch.ingest.onvif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.ingest.capture.Login;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against a device on loopback. */
class OnvifTest {

    private static final Login LOGIN = new Login("admin", "s3cret<&");
    private static final Duration WAIT = Duration.ofMillis(600);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Test
    void shouldFindADeviceOnce() throws Exception {
        try (TestingOnvifDevice device = new TestingOnvifDevice(null)) {
            assertThat(search(device))
                    .containsExactly(
                            new OnvifDevice(
                                    "urn:uuid:1",
                                    "Gate cam",
                                    "C-100",
                                    List.of(
                                            URI.create(device.service()),
                                            URI.create("http://[fe80::1]/onvif/device_service"))));
        }
    }

    static Stream<UnaryOperator<String>> hostile() {
        return Stream.of(
                match -> "not XML",
                match -> "",
                match -> match.substring(0, match.length() / 2),
                match -> "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>" + match,
                match -> match.replaceAll("urn:uuid:[0-9a-f-]{36}", "urn:uuid:another"),
                match -> match.replace("http://", "file://"),
                match -> match.replace("http://", "http://user:s3cret@"));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void shouldLeaveOutWhatIsNoAnswer(UnaryOperator<String> change) throws Exception {
        try (TestingOnvifDevice device = new TestingOnvifDevice(null, change)) {
            assertThat(search(device)).isEmpty();
        }
    }

    @Test
    void shouldAskForTheStreams() throws Exception {
        try (TestingOnvifDevice device = new TestingOnvifDevice(null)) {
            assertThat(new OnvifClient(null, TIMEOUT).streams(device.device()))
                    .containsExactly(
                            new OnvifStream(
                                    "main",
                                    "rtsp://127.0.0.1:554/token-main",
                                    "H264",
                                    2560,
                                    1440,
                                    25),
                            new OnvifStream(
                                    "sub", "rtsp://127.0.0.1:554/token-sub", "H264", 640, 360, 10));
        }
    }

    @Test
    void shouldLogInByTheDevicesClockWithoutSendingThePassword() throws Exception {
        try (TestingOnvifDevice device = new TestingOnvifDevice(LOGIN)) {
            assertThat(new OnvifClient(LOGIN, TIMEOUT).streams(device.device())).hasSize(2);
            assertThat(device.received).hasSize(5).noneMatch(message -> message.contains("s3cret"));
            assertThat(device.received.get(0)).doesNotContain("admin");
        }
    }

    @Test
    void shouldSayWhatIsWrongWithTheLogin() throws Exception {
        try (TestingOnvifDevice device = new TestingOnvifDevice(LOGIN)) {
            assertThatThrownBy(() -> new OnvifClient(null, TIMEOUT).streams(device.device()))
                    .isInstanceOf(OnvifException.class)
                    .hasMessage("the device wants a login");
            assertThatThrownBy(
                            () ->
                                    new OnvifClient(new Login("admin", "wrong"), TIMEOUT)
                                            .streams(device.device()))
                    .isInstanceOf(OnvifException.class)
                    .hasMessage("the device refuses the login");
        }
    }

    @Test
    void shouldAnswerAChallengeByDigest() throws Exception {
        try (TestingOnvifDevice device = TestingOnvifDevice.challenging(LOGIN, "Digest")) {
            assertThat(new OnvifClient(LOGIN, TIMEOUT).streams(device.device())).hasSize(2);
            assertThat(device.authorizations)
                    .hasSize(4)
                    .allMatch(sent -> sent.startsWith("Digest username=\"admin\""))
                    .noneMatch(sent -> sent.contains("s3cret"));
        }
    }

    @Test
    void shouldSayThatADigestIsWrongWithoutThePassword() throws Exception {
        Login wrong = new Login("admin", "wr0ng");
        try (TestingOnvifDevice device = TestingOnvifDevice.challenging(LOGIN, "Digest")) {
            assertThatThrownBy(() -> new OnvifClient(wrong, TIMEOUT).streams(device.device()))
                    .isInstanceOf(OnvifException.class)
                    .hasMessage("the device refuses the login")
                    .hasNoCause();
            assertThatThrownBy(() -> new OnvifClient(null, TIMEOUT).streams(device.device()))
                    .isInstanceOf(OnvifException.class)
                    .hasMessage("the device wants a login");
            assertThat(device.authorizations).hasSize(1).noneMatch(sent -> sent.contains("wr0ng"));
        }
    }

    /** HTTP Basic is the password in clear. */
    @Test
    void shouldNotLogInByBasicWithoutTls() throws Exception {
        try (TestingOnvifDevice device = TestingOnvifDevice.challenging(LOGIN, "Basic")) {
            assertThatThrownBy(() -> new OnvifClient(LOGIN, TIMEOUT).streams(device.device()))
                    .isInstanceOf(OnvifException.class)
                    .hasMessage("the device refuses the login");
            assertThat(device.authorizations).isEmpty();
        }
    }

    @Test
    void shouldTryTheNextAddressOfADevice() throws Exception {
        try (TestingOnvifDevice device = new TestingOnvifDevice(null)) {
            OnvifDevice twoAddresses =
                    new OnvifDevice(
                            "urn:uuid:1",
                            "",
                            "",
                            List.of(
                                    URI.create("http://127.0.0.1:1/onvif"),
                                    URI.create(device.service())));

            assertThat(new OnvifClient(null, TIMEOUT).streams(twoAddresses)).hasSize(2);
        }
    }

    @Test
    void shouldNameADeviceThatDoesNotAnswer() {
        OnvifDevice nobody =
                new OnvifDevice("urn:uuid:1", "", "", List.of(URI.create("http://127.0.0.1:1/")));

        assertThatThrownBy(() -> new OnvifClient(null, TIMEOUT).streams(nobody))
                .isInstanceOf(OnvifException.class)
                .hasMessageStartingWith("127.0.0.1 does not answer as an ONVIF device: ");
    }

    /** Base64(SHA-1(nonce + created + password)), computed with openssl. */
    @Test
    void shouldDigestAsTheProfileSays() {
        byte[] nonce = Base64.getDecoder().decode("LKqI6G/AikKCQrN0zqZFlg==");

        assertThat(SecurityHeader.digest(nonce, "2010-09-16T07:50:45Z", "userpassword"))
                .isEqualTo("tuOSpGlFlIXsozq4HFNeeGeFLEI=");
    }

    private static List<OnvifDevice> search(TestingOnvifDevice device) throws IOException {
        return new OnvifSearch(device.discoveryPort()).search(TestingOnvifDevice.loopback(), WAIT);
    }
}
