package io.framewatch.ingest.onvif;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.framewatch.ingest.capture.Login;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.w3c.dom.Element;

/** An ONVIF camera on loopback with two streams; its clock is a year behind. */
public final class TestingOnvifDevice implements AutoCloseable {

    static final String GROUP = "239.255.255.250";
    static final int YEAR = 2025;

    private static final String ENVELOPE =
            "<SOAP-ENV:Envelope xmlns:SOAP-ENV=\"http://www.w3.org/2003/05/soap-envelope\""
                    + " xmlns:wsa=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\""
                    + " xmlns:wsdd=\"http://schemas.xmlsoap.org/ws/2005/04/discovery\""
                    + " xmlns:tds=\"http://www.onvif.org/ver10/device/wsdl\""
                    + " xmlns:trt=\"http://www.onvif.org/ver10/media/wsdl\""
                    + " xmlns:ter=\"http://www.onvif.org/ver10/error\""
                    + " xmlns:tt=\"http://www.onvif.org/ver10/schema\">%s</SOAP-ENV:Envelope>";

    /** What the device was sent, for tests that look for passwords. */
    final CopyOnWriteArrayList<String> received = new CopyOnWriteArrayList<>();

    /** What it was sent to log in by HTTP. */
    final CopyOnWriteArrayList<String> authorizations = new CopyOnWriteArrayList<>();

    private final Login login;
    private final String scheme;
    private final HttpServer server;
    private final MulticastSocket discovery;
    private final UnaryOperator<String> change;

    public TestingOnvifDevice(Login login) throws IOException {
        this(login, "", answer -> answer);
    }

    /**
     * A device that wants the login by HTTP and not in the message.
     *
     * @param scheme {@code Digest} or {@code Basic}
     */
    static TestingOnvifDevice challenging(Login login, String scheme) throws IOException {
        return new TestingOnvifDevice(login, scheme, answer -> answer);
    }

    /**
     * @param login that it wants; null for none
     * @param change what becomes of each datagram before it is sent
     */
    TestingOnvifDevice(Login login, UnaryOperator<String> change) throws IOException {
        this(login, "", change);
    }

    private TestingOnvifDevice(Login login, String scheme, UnaryOperator<String> change)
            throws IOException {
        this.login = login;
        this.scheme = scheme;
        this.change = change;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        discovery = new MulticastSocket(0);
        discovery.joinGroup(new InetSocketAddress(GROUP, 0), loopback());
        Thread thread = new Thread(this::discover, "testing-onvif-device");
        thread.setDaemon(true);
        thread.start();
    }

    public static NetworkInterface loopback() throws IOException {
        return NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
    }

    /** Where it listens for questions. */
    public int discoveryPort() {
        return discovery.getLocalPort();
    }

    public String service() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/onvif/device_service";
    }

    OnvifDevice device() {
        return new OnvifDevice("urn:uuid:1", "", "", List.of(URI.create(service())));
    }

    @Override
    public void close() {
        server.stop(0);
        discovery.close();
    }

    private void discover() {
        byte[] buffer = new byte[65_507];
        while (!discovery.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                discovery.receive(packet);
                Element probe = SoapXml.parse(Arrays.copyOf(buffer, packet.getLength()));
                byte[] match =
                        change.apply(match(SoapXml.text(probe, "MessageID"))).getBytes(UTF_8);
                discovery.send(new DatagramPacket(match, match.length, packet.getSocketAddress()));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private String match(String question) {
        return ENVELOPE.formatted(
                "<SOAP-ENV:Header><wsa:RelatesTo>"
                        + question
                        + "</wsa:RelatesTo></SOAP-ENV:Header><SOAP-ENV:Body><wsdd:ProbeMatches>"
                        + "<wsdd:ProbeMatch><wsa:EndpointReference><wsa:Address>urn:uuid:1"
                        + "</wsa:Address></wsa:EndpointReference><wsdd:Scopes>"
                        + "onvif://www.onvif.org/type/video_encoder"
                        + " onvif://www.onvif.org/hardware/C-100"
                        + " onvif://www.onvif.org/name/Gate%20cam</wsdd:Scopes><wsdd:XAddrs>"
                        + service()
                        + " http://[fe80::1]/onvif/device_service</wsdd:XAddrs></wsdd:ProbeMatch>"
                        + "</wsdd:ProbeMatches></SOAP-ENV:Body>");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            received.add(new String(body, UTF_8));
            Element envelope = SoapXml.parse(body);
            boolean open = !SoapXml.all(envelope, "GetSystemDateAndTime").isEmpty();
            boolean allowed = open || login == null || isLoggedIn(exchange, envelope);
            if (!allowed && !scheme.isEmpty()) {
                challenge(exchange);
                return;
            }
            String answer = allowed ? answer(envelope) : fault();
            byte[] bytes =
                    ENVELOPE.formatted("<SOAP-ENV:Body>" + answer + "</SOAP-ENV:Body>")
                            .getBytes(UTF_8);
            exchange.sendResponseHeaders(allowed ? 200 : 400, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private void challenge(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders()
                .add(
                        "WWW-Authenticate",
                        HttpDigest.SCHEME.equals(scheme)
                                ? HttpDigest.CHALLENGE
                                : scheme + " realm=\"camera\"");
        exchange.sendResponseHeaders(401, -1);
    }

    private boolean isLoggedIn(HttpExchange exchange, Element envelope) {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization != null) {
            authorizations.add(authorization);
        }
        if (!scheme.isEmpty()) {
            String path = exchange.getRequestURI().getPath();
            return authorization != null
                    && HttpDigest.isRight(authorization, login, "POST:" + path);
        }
        return isLoggedIn(envelope);
    }

    private boolean isLoggedIn(Element envelope) {
        byte[] nonce = Base64.getDecoder().decode(SoapXml.text(envelope, "Nonce"));
        String created = SoapXml.text(envelope, "Created");
        return SoapXml.text(envelope, "Username").equals(login.username())
                && created.startsWith(YEAR + "-01-02T03:04:")
                && SoapXml.text(envelope, "Password")
                        .equals(SecurityHeader.digest(nonce, created, login.password()));
    }

    private String answer(Element envelope) {
        if (!SoapXml.all(envelope, "GetSystemDateAndTime").isEmpty()) {
            return "<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:UTCDateTime>"
                    + "<tt:Time><tt:Hour>3</tt:Hour><tt:Minute>4</tt:Minute><tt:Second>5"
                    + "</tt:Second></tt:Time><tt:Date><tt:Year>"
                    + YEAR
                    + "</tt:Year><tt:Month>1</tt:Month><tt:Day>2</tt:Day></tt:Date>"
                    + "</tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>";
        }
        if (!SoapXml.all(envelope, "GetCapabilities").isEmpty()) {
            return "<tds:GetCapabilitiesResponse><tds:Capabilities><tt:Media><tt:XAddr>"
                    + service().replace("device_service", "media")
                    + "</tt:XAddr></tt:Media></tds:Capabilities></tds:GetCapabilitiesResponse>";
        }
        if (!SoapXml.all(envelope, "GetProfiles").isEmpty()) {
            return "<trt:GetProfilesResponse>"
                    + profile("main", "H264", 2560, 1440, 25)
                    + profile("sub", "H264", 640, 360, 10)
                    + "</trt:GetProfilesResponse>";
        }
        return "<trt:GetStreamUriResponse><trt:MediaUri><tt:Uri>rtsp://127.0.0.1:554/"
                + SoapXml.text(envelope, "ProfileToken")
                + "</tt:Uri></trt:MediaUri></trt:GetStreamUriResponse>";
    }

    private static String profile(String name, String codec, int width, int height, int fps) {
        return ("<trt:Profiles token=\"token-%1$s\"><tt:Name>%1$s</tt:Name>"
                        + "<tt:VideoSourceConfiguration><tt:Name>source</tt:Name>"
                        + "</tt:VideoSourceConfiguration><tt:VideoEncoderConfiguration>"
                        + "<tt:Encoding>%2$s</tt:Encoding><tt:Resolution><tt:Width>%3$d</tt:Width>"
                        + "<tt:Height>%4$d</tt:Height></tt:Resolution><tt:RateControl>"
                        + "<tt:FrameRateLimit>%5$d</tt:FrameRateLimit></tt:RateControl>"
                        + "</tt:VideoEncoderConfiguration></trt:Profiles>")
                .formatted(name, codec, width, height, fps);
    }

    private static String fault() {
        return "<SOAP-ENV:Fault><SOAP-ENV:Code><SOAP-ENV:Value>SOAP-ENV:Sender</SOAP-ENV:Value>"
                + "<SOAP-ENV:Subcode><SOAP-ENV:Value>ter:NotAuthorized</SOAP-ENV:Value>"
                + "</SOAP-ENV:Subcode></SOAP-ENV:Code><SOAP-ENV:Reason><SOAP-ENV:Text>no"
                + "</SOAP-ENV:Text></SOAP-ENV:Reason></SOAP-ENV:Fault>";
    }
}
