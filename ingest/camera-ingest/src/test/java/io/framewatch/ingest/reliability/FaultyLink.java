package io.framewatch.ingest.reliability;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way from a client to an RTSP camera, on loopback, which fails as the test wants. RTP goes
 * through the same TCP connection. Thread-safe.
 */
final class FaultyLink implements AutoCloseable {

    private static final int VIDEO = 0; // the channel of the RTP packets of the only track
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");

    private final int target;
    private final int port;
    private final Set<Socket> open = new HashSet<>();
    private ServerSocket server;
    private volatile Packets packets = packet -> packet;

    /** What becomes of the RTP packets of the camera; called by one thread a connection. */
    interface Packets {

        /**
         * Looks at a packet.
         *
         * @return the packet, another one, or null if it is lost
         */
        byte[] pass(byte[] packet);
    }

    private interface Task {
        void run() throws IOException;
    }

    /**
     * Listens, and connects each client to the camera.
     *
     * @param target the camera's port
     */
    FaultyLink(int target) throws IOException {
        this.target = target;
        listen(0);
        this.port = server.getLocalPort();
    }

    /** Where clients connect to. */
    int port() {
        return port;
    }

    /** Looks at all packets from now on, also those of connections that are there. */
    void pass(Packets next) {
        packets = next;
    }

    /** Ends all connections by RST. */
    synchronized void reset() throws IOException {
        for (Socket socket : open) {
            reset(socket);
        }
        open.clear();
    }

    /** Ends all connections; nothing listens any more. */
    synchronized void refuse() throws IOException {
        server.close();
        reset();
    }

    /** Listens again. */
    void listen() throws IOException {
        listen(port);
    }

    @Override
    public void close() throws IOException {
        refuse();
    }

    private synchronized void listen(int port) throws IOException {
        ServerSocket here = new ServerSocket(port, 10, InetAddress.getLoopbackAddress());
        server = here;
        start(() -> accept(here));
    }

    private void accept(ServerSocket here) throws IOException {
        while (true) {
            Socket client = here.accept();
            if (keep(client, here)) {
                start(() -> connect(client, here));
            }
        }
    }

    private void connect(Socket client, ServerSocket here) throws IOException {
        try (client;
                Socket camera = new Socket(InetAddress.getLoopbackAddress(), target)) {
            if (keep(camera, here)) {
                start(() -> sendRequests(client, camera));
                sendAnswers(camera, client);
            }
        } finally {
            forgetClosed();
        }
    }

    private static void sendRequests(Socket client, Socket camera) throws IOException {
        try (client;
                camera) {
            client.getInputStream().transferTo(camera.getOutputStream());
        }
    }

    private void sendAnswers(Socket camera, Socket client) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(camera.getInputStream()));
        OutputStream out = client.getOutputStream();
        for (int first = in.read(); first >= 0; first = in.read()) {
            if (first == '$') {
                sendPacket(in, out);
            } else {
                out.write(message(first, in));
            }
        }
    }

    /** RFC 2326, 10.12: a dollar sign, the channel, the length, the packet. */
    private void sendPacket(DataInputStream in, OutputStream out) throws IOException {
        int channel = in.read();
        byte[] packet = in.readNBytes(in.readUnsignedShort());
        byte[] passed = channel == VIDEO ? packets.pass(packet) : packet;
        if (passed != null) {
            out.write(
                    ByteBuffer.allocate(4 + passed.length)
                            .put((byte) '$')
                            .put((byte) channel)
                            .putShort((short) passed.length)
                            .put(passed)
                            .array());
        }
    }

    private static byte[] message(int first, DataInputStream in) throws IOException {
        StringBuilder message = new StringBuilder().append((char) first);
        while (message.indexOf("\r\n\r\n") < 0) {
            message.append((char) in.readUnsignedByte());
        }
        Matcher length = LENGTH.matcher(message);
        if (length.find()) {
            byte[] body = in.readNBytes(Integer.parseInt(length.group(1)));
            message.append(new String(body, ISO_8859_1));
        }
        return message.toString().getBytes(ISO_8859_1);
    }

    /** Closes the socket instead if the link has ended in between. */
    private synchronized boolean keep(Socket socket, ServerSocket here) throws IOException {
        if (here.isClosed()) {
            socket.close();
            return false;
        }
        return open.add(socket);
    }

    private static void reset(Socket socket) throws IOException {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException e) {
            // The client or the camera has closed it at this moment.
        }
        socket.close();
    }

    private synchronized void forgetClosed() {
        open.removeIf(Socket::isClosed);
    }

    private static void start(Task task) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                task.run();
                            } catch (IOException e) {
                                // The client, the camera or the test has closed the connection.
                            }
                        },
                        "faulty-link");
        thread.setDaemon(true);
        thread.start();
    }
}
