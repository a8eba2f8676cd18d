package io.framewatch.ingest.onvif;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * Asks a network for ONVIF cameras by WS-Discovery: a multicast question, which each device answers
 * to the asker alone. Not thread-safe.
 *
 * @see <a href="http://specs.xmlsoap.org/ws/2005/04/discovery/ws-discovery.pdf">WS-Discovery</a>
 * @see <a href="https://www.onvif.org/specs/core/ONVIF-Core-Specification.pdf">ONVIF Core, device
 *     discovery</a>
 */
public final class OnvifSearch {

    private static final String GROUP = "239.255.255.250";
    private static final int PORT = 3702;
    private static final int MAX_DATAGRAM = 65_507;

    /** An answer to everybody's address could be repeated without end. */
    private static final int MAX_DEVICES = 1_000;

    private static final String SCOPE = "onvif://www.onvif.org/";

    private static final String PROBE =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"
             xmlns:w="http://schemas.xmlsoap.org/ws/2004/08/addressing"
             xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"
             xmlns:dn="http://www.onvif.org/ver10/network/wsdl">
            <e:Header><w:MessageID>%s</w:MessageID>
            <w:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</w:To>
            <w:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</w:Action></e:Header>
            <e:Body><d:Probe><d:Types>dn:NetworkVideoTransmitter</d:Types></d:Probe></e:Body>
            </e:Envelope>
            """;

    private final int port;
    private final Map<String, OnvifDevice> devices = new LinkedHashMap<>();

    public OnvifSearch() {
        this(PORT);
    }

    /** Asks at another port than that of the specification. */
    public OnvifSearch(int port) {
        this.port = port;
    }

    /**
     * Searches the network of an interface.
     *
     * @param wait how long to wait for answers; the question is sent twice in this time, as
     *     datagrams get lost
     * @return the devices of this and earlier calls, in the order of their first answers
     * @throws IOException if the interface cannot be used
     */
    public List<OnvifDevice> search(NetworkInterface network, Duration wait) throws IOException {
        String question = "urn:uuid:" + UUID.randomUUID();
        byte[] probe = PROBE.formatted(question).getBytes(UTF_8);
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(0))) {
            socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, network);
            long start = System.nanoTime();
            for (int half = 1; half <= 2; half++) {
                InetAddress group = InetAddress.getByName(GROUP);
                socket.send(new DatagramPacket(probe, probe.length, group, port));
                takeAnswers(socket, question, start + half * wait.toNanos() / 2);
            }
        }
        return List.copyOf(devices.values());
    }

    private void takeAnswers(DatagramSocket socket, String question, long end) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
        while (true) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                return;
            }
            try {
                socket.setSoTimeout((int) left);
                packet.setLength(MAX_DATAGRAM);
                socket.receive(packet);
                take(Arrays.copyOf(packet.getData(), packet.getLength()), question);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
    }

    /** What is not an answer to the question is left out: anybody may send datagrams. */
    private void take(byte[] datagram, String question) {
        try {
            Element message = SoapXml.parse(datagram);
            if (SoapXml.text(message, "RelatesTo").equals(question)) {
                SoapXml.all(message, "ProbeMatch").forEach(this::add);
            }
        } catch (IOException e) {
            // a datagram of somebody else
        }
    }

    private void add(Element match) {
        List<URI> services =
                words(SoapXml.text(match, "XAddrs")).flatMap(OnvifSearch::service).toList();
        String id = SoapXml.text(match, "EndpointReference", "Address");
        if (services.isEmpty() || devices.size() >= MAX_DEVICES) {
            return;
        }
        Collection<String> scopes = words(SoapXml.text(match, "Scopes")).toList();
        devices.putIfAbsent(
                id,
                new OnvifDevice(id, scope(scopes, "name/"), scope(scopes, "hardware/"), services));
    }

    private static Stream<String> words(String text) {
        return Stream.of(text.split("\\s+")).filter(word -> !word.isEmpty());
    }

    private static Stream<URI> service(String text) {
        try {
            URI uri = URI.create(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return web && uri.getHost() != null && uri.getUserInfo() == null
                    ? Stream.of(uri)
                    : Stream.empty();
        } catch (IllegalArgumentException e) {
            return Stream.empty();
        }
    }

    private static String scope(Collection<String> scopes, String kind) {
        return scopes.stream()
                .filter(scope -> scope.startsWith(SCOPE + kind))
                .map(scope -> decode(scope.substring((SCOPE + kind).length())))
                .findFirst()
                .orElse("");
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
