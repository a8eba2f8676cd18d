package io.framewatch.docker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.framewatch.docker.H264Clip.Picture;
import java.io.BufferedInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program: an RTSP camera on port 8554 that shows a clip again and again, H.264 over RTP in the
 * RTSP connection. Every client sees it from the beginning. Arguments: the file, and how many times
 * as fast as it was taken it is shown.
 */
final class ClipCamera {

    static final int PORT = 8554;
    static final String READY = "camera at port " + PORT;

    private static final int MAX_PAYLOAD = 1400;
    private static final double CLOCK = 90_000;
    private static final double SECOND_NANOS = 1e9;
    private static final Pattern SEQUENCE = Pattern.compile("(?i)cseq: *(\\d+)");

    private final H264Clip clip;
    private final double speed;

    private ClipCamera(H264Clip clip, double speed) {
        this.clip = clip;
        this.speed = speed;
    }

    public static void main(String[] arguments) throws IOException {
        H264Clip clip = H264Clip.read(Path.of(arguments[0]));
        ClipCamera camera = new ClipCamera(clip, Double.parseDouble(arguments[1]));
        try (ServerSocket server = new ServerSocket(PORT)) {
            System.out.println(READY);
            while (true) {
                Socket client = server.accept();
                start(() -> camera.serve(client));
            }
        }
    }

    private void serve(Socket client) throws IOException {
        InputStream in = new BufferedInputStream(client.getInputStream());
        DataOutputStream out = new DataOutputStream(client.getOutputStream());
        while (true) {
            String request = request(in);
            String method = request.substring(0, request.indexOf(' '));
            String body = method.equals("DESCRIBE") ? description() : "";
            String headers =
                    switch (method) {
                        case "OPTIONS" -> "Public: DESCRIBE, SETUP, PLAY, TEARDOWN\r\n";
                        case "DESCRIBE" -> "Content-Type: application/sdp\r\n";
                        case "SETUP" ->
                                "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 1\r\n";
                        default -> "Session: 1\r\n";
                    };
            Matcher sequence = SEQUENCE.matcher(request);
            String number = sequence.find() ? sequence.group(1) : "0";
            String answer = "RTSP/1.0 200 OK\r\nCSeq: %s\r\n%sContent-Length: %d\r\n\r\n%s";
            synchronized (out) {
                out.write(
                        answer.formatted(number, headers, body.length(), body)
                                .getBytes(ISO_8859_1));
            }
            if (method.equals("PLAY")) {
                start(() -> play(out));
            }
        }
    }

    private String description() {
        return """
        v=0\r
        o=- 1 1 IN IP4 127.0.0.1\r
        s=camera\r
        t=0 0\r
        m=video 0 RTP/AVP 96\r
        a=rtpmap:96 H264/90000\r
        a=fmtp:96 packetization-mode=1;sprop-parameter-sets=%s,%s\r
        a=control:track1\r
        """
                .formatted(base64(clip.sps()), base64(clip.pps()));
    }

    /** Until the client has left. */
    private void play(DataOutputStream out) throws IOException {
        List<Picture> pictures = clip.pictures();
        double length = pictures.stream().mapToDouble(Picture::seconds).max().orElseThrow();
        double step = length / pictures.size();
        long start = System.nanoTime();
        short number = 0;
        for (int round = 0; ; round++) {
            for (int i = 0; i < pictures.size(); i++) {
                double begin = round * (length + step);
                long due = (long) ((begin + i * step) / speed * SECOND_NANOS);
                LockSupport.parkNanos(start + due - System.nanoTime());
                int stamp = (int) (long) ((begin + pictures.get(i).seconds()) / speed * CLOCK);
                List<byte[]> payloads = payloads(pictures.get(i));
                for (int k = 0; k < payloads.size(); k++) {
                    int marker = k == payloads.size() - 1 ? 0x80 : 0;
                    send(out, packet(marker, number++, stamp, payloads.get(k)));
                }
            }
        }
    }

    private static byte[] packet(int marker, short number, int stamp, byte[] payload) {
        return ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0x80)
                .put((byte) (marker | 96))
                .putShort(number)
                .putInt(stamp)
                .putInt(0x1234)
                .put(payload)
                .array();
    }

    private static void send(DataOutputStream out, byte[] packet) throws IOException {
        synchronized (out) {
            out.write('$');
            out.write(0);
            out.writeShort(packet.length);
            out.write(packet);
        }
    }

    /** RFC 6184: a unit as it is, or in fragments of type FU-A. */
    private static List<byte[]> payloads(Picture picture) {
        List<byte[]> payloads = new ArrayList<>();
        for (byte[] unit : picture.units()) {
            if (unit.length <= MAX_PAYLOAD) {
                payloads.add(unit);
                continue;
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
        return payloads;
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

    private static String base64(byte[] unit) {
        return Base64.getEncoder().encodeToString(unit);
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void start(Task task) {
        new Thread(
                        () -> {
                            try {
                                task.run();
                            } catch (IOException e) {
                                System.out.println("connection ended: " + e.getMessage());
                            }
                        })
                .start();
    }
}
