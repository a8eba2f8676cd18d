package io.framewatch.ingest.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.framewatch.event.CameraId;
import java.io.BufferedInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * An RTSP camera on loopback that misbehaves as the test wants: H.264 over RTP, interleaved or over
 * UDP, each picture as soon as the client takes it. It sends its pictures once, and then closes an
 * interleaved connection.
 */
public final class TestingRtspCamera implements AutoCloseable {

    static final String NOTHING = "";

    private static final int MAX_PAYLOAD = 300; // so that small pictures have several packets
    private static final long UDP_PAUSE_NANOS = 200_000; // or the receiver's buffer overflows
    private static final int CLOCK = 90_000;
    private static final int FPS = 25;
    private static final Pattern CLIENT_PORT = Pattern.compile("client_port=(\\d+)");

    private final TestingH264 video;
    private final ServerSocket server;
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final List<Socket> clients = new ArrayList<>();
    private final Map<String, String> answers = new HashMap<>();
    private UnaryOperator<byte[]> damage = packet -> packet;
    private Loss loss = (picture, packet, packets) -> false;
    private IntToLongFunction timestamps = picture -> (long) picture * CLOCK / FPS;
    private IntFunction<byte[]> reports = picture -> null;
    private String sdp;
    private String refused = "none";
    private Duration pause = Duration.ZERO;
    private int sessionSeconds = 60;
    private byte[] lastBytes = {};
    private boolean staying;
    private volatile long lastRequest;
    private volatile SSLContext tls;
    private boolean started;
    private int sequence;

    /** Decides which RTP packets are lost. */
    interface Loss {
        boolean isLost(int picture, int packet, int packets);
    }

    public TestingRtspCamera(TestingH264 video) throws IOException {
        this.video = video;
        this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        this.sdp =
                """
                v=0\r
                o=- 1 1 IN IP4 127.0.0.1\r
                s=camera\r
                t=0 0\r
                m=video 0 RTP/AVP 96\r
                a=rtpmap:96 H264/90000\r
                a=fmtp:96 packetization-mode=1;sprop-parameter-sets=%s,%s\r
                a=control:track1\r
                """
                        .formatted(base64(video.sps()), base64(video.pps()));
    }

    TestingRtspCamera losing(Loss loss) {
        this.loss = loss;
        return this;
    }

    /** Damages the packets that are not lost; may change their length. */
    public TestingRtspCamera damaging(UnaryOperator<byte[]> damage) {
        this.damage = damage;
        return this;
    }

    /** Stamps pictures, in units of 1/90000 s. */
    TestingRtspCamera stamping(IntToLongFunction timestamps) {
        this.timestamps = timestamps;
        return this;
    }

    /** Sends an RTCP packet before a picture, unless it is null. */
    TestingRtspCamera reporting(IntFunction<byte[]> reports) {
        this.reports = reports;
        return this;
    }

    TestingRtspCamera describing(String sdp) {
        this.sdp = sdp;
        return this;
    }

    /** Refuses a transport, {@code tcp} or {@code udp}. */
    TestingRtspCamera refusing(String transport) {
        this.refused = transport;
        return this;
    }

    /** Encrypts connections from now on, and shows a certificate. */
    TestingRtspCamera encryptedBy(TestingCertificate certificate) {
        this.tls = certificate.context();
        return this;
    }

    /** Answers a method with a status line and headers, or {@link #NOTHING}. */
    TestingRtspCamera answering(String method, String answer) {
        answers.put(method, answer);
        return this;
    }

    /** Waits between pictures. */
    TestingRtspCamera pausing(Duration pause) {
        this.pause = pause;
        return this;
    }

    /** Closes a connection on which no request has come for so long. */
    TestingRtspCamera endingSessionsAfter(int seconds) {
        this.sessionSeconds = seconds;
        return this;
    }

    /** Sends this after its last picture, and keeps the connection open if it stays. */
    TestingRtspCamera ending(byte[] lastBytes, boolean staying) {
        this.lastBytes = lastBytes;
        this.staying = staying;
        return this;
    }

    /** What FFmpeg opens; from now on the camera answers. */
    VideoSource source(Transport transport) {
        VideoOptions usual = CameraOptions.of(new CameraId("gate"), uri()).video();
        VideoOptions video =
                new VideoOptions(
                        usual.uri(),
                        transport,
                        AccessOptions.NONE,
                        usual.timeout(),
                        usual.pace(),
                        usual.loop());
        return VideoSource.of(video, null);
    }

    /** Whether another picture comes before the camera closes the connection. */
    static boolean hasNext(Video video) {
        try {
            return video.next();
        } catch (CaptureException e) {
            return false;
        }
    }

    /** Its address; from now on it answers. */
    public String uri() {
        if (!started) {
            started = true;
            daemon(this::accept);
        }
        String scheme = tls == null ? "rtsp" : "rtsps";
        return scheme + "://127.0.0.1:" + server.getLocalPort() + "/camera";
    }

    /** Methods, and of a SETUP its transport. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() throws IOException {
        server.close();
        synchronized (clients) {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            synchronized (clients) {
                clients.add(client);
            }
            daemon(() -> serve(client));
        }
    }

    private void serve(Socket raw) throws IOException {
        Socket client = tls == null ? raw : encrypted(raw);
        InputStream in = new BufferedInputStream(client.getInputStream());
        DataOutputStream out = new DataOutputStream(client.getOutputStream());
        int udpPort = 0;
        while (true) {
            String request = request(in);
            String method = request.substring(0, request.indexOf(' '));
            Matcher port = CLIENT_PORT.matcher(request);
            if (port.find()) {
                udpPort = Integer.parseInt(port.group(1));
            }
            lastRequest = System.nanoTime();
            requests.add(method.equals("SETUP") ? method + transport(udpPort) : method);
            answer(out, method, udpPort, cseq(request));
            if (method.equals("PLAY") && !answers.containsKey(method)) {
                int rtpPort = udpPort;
                daemon(() -> stream(client, out, rtpPort));
            }
        }
    }

    private Socket encrypted(Socket raw) throws IOException {
        SSLSocket client =
                (SSLSocket) tls.getSocketFactory().createSocket(raw, null, raw.getPort(), true);
        client.setUseClientMode(false);
        return client;
    }

    private static String transport(int udpPort) {
        return udpPort == 0 ? " tcp" : " udp";
    }

    private void answer(DataOutputStream out, String method, int udpPort, String cseq)
            throws IOException {
        String transport =
                udpPort == 0
                        ? "RTP/AVP/TCP;unicast;interleaved=0-1"
                        : "RTP/AVP;unicast;client_port=%d-%d;server_port=%d-%d"
                                .formatted(udpPort, udpPort + 1, udpPort + 2, udpPort + 3);
        String usual =
                switch (method) {
                    case "OPTIONS" ->
                            "200 OK\r\nPublic: DESCRIBE, SETUP, PLAY, GET_PARAMETER, TEARDOWN";
                    case "DESCRIBE" -> "200 OK\r\nContent-Type: application/sdp";
                    case "SETUP" ->
                            "200 OK\r\nTransport: %s\r\nSession: 1;timeout=%d"
                                    .formatted(transport, sessionSeconds);
                    default -> "200 OK\r\nSession: 1";
                };
        boolean refuses = method.equals("SETUP") && transport(udpPort).endsWith(refused);
        String answer = refuses ? "461 Unsupported Transport" : answers.getOrDefault(method, usual);
        if (answer.equals(NOTHING)) {
            return;
        }
        String body = method.equals("DESCRIBE") && answer.startsWith("200") ? sdp : "";
        String text =
                "RTSP/1.0 %s\r\nCSeq: %s\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(answer, cseq, body.length(), body);
        synchronized (out) {
            out.write(text.getBytes(ISO_8859_1));
        }
    }

    private void stream(Socket client, DataOutputStream out, int udpPort) throws IOException {
        try (DatagramSocket udp = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            for (int picture = 0; picture < video.size() && isKept(); picture++) {
                LockSupport.parkNanos(pause.toNanos());
                byte[] report = reports.apply(picture);
                if (report != null) {
                    send(out, udp, udpPort, 1, report);
                }
                List<byte[]> packets = packets(picture);
                for (int i = 0; i < packets.size(); i++) {
                    if (!loss.isLost(picture, i, packets.size())) {
                        send(out, udp, udpPort, 0, damage.apply(packets.get(i)));
                    }
                }
            }
        }
        synchronized (out) {
            out.write(lastBytes);
        }
        if (udpPort == 0 && !staying) {
            client.close();
        }
    }

    private boolean isKept() {
        return System.nanoTime() - lastRequest < TimeUnit.SECONDS.toNanos(sessionSeconds);
    }

    /** Sends a packet of RTP (channel 0) or RTCP (channel 1). */
    private static void send(
            DataOutputStream out, DatagramSocket udp, int udpPort, int channel, byte[] packet)
            throws IOException {
        if (udpPort == 0) {
            synchronized (out) {
                out.write('$');
                out.write(channel);
                out.writeShort(packet.length);
                out.write(packet);
            }
        } else {
            InetAddress client = InetAddress.getLoopbackAddress();
            udp.send(new DatagramPacket(packet, packet.length, client, udpPort + channel));
            LockSupport.parkNanos(UDP_PAUSE_NANOS);
        }
    }

    private List<byte[]> packets(int picture) {
        List<byte[]> payloads = new ArrayList<>();
        for (byte[] unit : video.picture(picture)) {
            fragment(unit, payloads);
        }
        List<byte[]> packets = new ArrayList<>();
        for (int i = 0; i < payloads.size(); i++) {
            boolean last = i == payloads.size() - 1;
            packets.add(
                    ByteBuffer.allocate(12 + payloads.get(i).length)
                            .put((byte) 0x80)
                            .put((byte) (last ? 0x80 | 96 : 96))
                            .putShort((short) sequence++)
                            .putInt((int) timestamps.applyAsLong(picture))
                            .putInt(0x1234)
                            .put(payloads.get(i))
                            .array());
        }
        return packets;
    }

    /** RFC 6184: a unit as it is, or in fragments of type FU-A. */
    private static void fragment(byte[] unit, List<byte[]> payloads) {
        if (unit.length <= MAX_PAYLOAD) {
            payloads.add(unit);
            return;
        }
        for (int at = 1; at < unit.length; at += MAX_PAYLOAD) {
            int length = Math.min(MAX_PAYLOAD, unit.length - at);
            int first = at == 1 ? 0x80 : 0;
            int last = at + length == unit.length ? 0x40 : 0;
            payloads.add(
                    ByteBuffer.allocate(2 + length)
                            .put((byte) (unit[0] & 0xe0 | 28))
                            .put((byte) (first | last | unit[0] & 0x1f))
                            .put(unit, at, length)
                            .array());
        }
    }

    /** Reads a request; what comes in between are reports of the client. */
    private static String request(InputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client has left");
            }
            if (next == '$' && request.isEmpty()) {
                in.read();
                in.readNBytes(in.read() << 8 | in.read());
            } else {
                request.append((char) next);
            }
        }
        return request.toString();
    }

    private static String cseq(String request) {
        Matcher matcher = Pattern.compile("(?i)cseq: *(\\d+)").matcher(request);
        return matcher.find() ? matcher.group(1) : "0";
    }

    private static String base64(byte[] unit) {
        return Base64.getEncoder().encodeToString(unit);
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void daemon(Task task) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                task.run();
                            } catch (IOException e) {
                                // The client or the test has closed the connection.
                            }
                        },
                        "testing-rtsp-camera");
        thread.setDaemon(true);
        thread.start();
    }
}
