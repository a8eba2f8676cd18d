package io.framewatch.ingest.capture;

import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * A port on loopback whose connections go on to a camera over TLS, for FFmpeg, which cannot pin a
 * certificate. Each connection has two threads, which end with it or with the tunnel. Thread-safe.
 */
final class TlsTunnel implements AutoCloseable {

    private static final int BACKLOG = 8;

    private final TlsAddress camera;
    private final Fingerprint pin;
    private final Duration timeout;
    private final PinnedTrust trust;
    private final SSLSocketFactory tls;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /** Connected before FFmpeg is, so that a failure is known with its reason. */
    private final AtomicReference<SSLSocket> first = new AtomicReference<>();

    private volatile CaptureException failure;
    private volatile boolean closed;

    private TlsTunnel(TlsAddress camera, Fingerprint pin, Duration timeout)
            throws IOException, GeneralSecurityException {
        this.camera = camera;
        this.pin = pin;
        this.timeout = timeout;
        this.trust = new PinnedTrust(pin);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trust}, null);
        this.tls = context.getSocketFactory();
        this.server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    }

    /**
     * Connects to a camera, and listens on loopback for whoever wants to speak to it. An interrupt
     * ends this call.
     *
     * @param pin the certificate that the camera must have, or null to take any
     * @param timeout how long to wait for each answer of the camera
     * @throws CaptureException if it cannot be reached or has another certificate
     */
    static TlsTunnel open(TlsAddress camera, Fingerprint pin, Duration timeout)
            throws CaptureException {
        try {
            TlsTunnel tunnel = new TlsTunnel(camera, pin, timeout);
            try {
                tunnel.first.set(tunnel.connect());
            } catch (CaptureException e) {
                tunnel.close();
                throw e;
            }
            tunnel.daemon(tunnel::accept);
            return tunnel;
        } catch (IOException | GeneralSecurityException e) {
            throw new CaptureException(FailureReason.OTHER, "no tunnel for TLS: " + e);
        }
    }

    /** The port on loopback. */
    int port() {
        return server.getLocalPort();
    }

    /** The certificate that the camera has. */
    Fingerprint certificate() {
        return trust.seen();
    }

    /** Why a later connection failed. */
    Optional<CaptureException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Ends all connections at once. Idempotent. */
    @Override
    public void close() {
        closed = true;
        closeQuietly(server);
        sockets.forEach(TlsTunnel::closeQuietly);
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            keep(client);
            daemon(() -> carry(client));
        }
    }

    private void carry(Socket client) throws IOException {
        try (client;
                SSLSocket there = secured()) {
            daemon(
                    () -> {
                        try {
                            there.getInputStream().transferTo(client.getOutputStream());
                        } finally {
                            client.shutdownOutput(); // what was sent before is still read
                        }
                    });
            client.getInputStream().transferTo(there.getOutputStream());
        } catch (CaptureException e) {
            failure = e;
        } finally {
            sockets.removeIf(Socket::isClosed);
        }
    }

    private SSLSocket secured() throws CaptureException {
        SSLSocket ready = first.getAndSet(null);
        return ready != null ? ready : connect();
    }

    private SSLSocket connect() throws CaptureException {
        Socket raw = null;
        try {
            raw = SocketChannel.open().socket(); // of a channel: an interrupt closes it
            keep(raw);
            int millis = (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE);
            raw.connect(new InetSocketAddress(camera.host(), camera.port()), millis);
            raw.setSoTimeout(millis);
            raw.setTcpNoDelay(true);
            SSLSocket secured =
                    (SSLSocket) tls.createSocket(raw, camera.host(), camera.port(), true);
            secured.startHandshake();
            raw.setSoTimeout(0); // from now on FFmpeg decides how long to wait
            return secured;
        } catch (IOException | RuntimeException e) {
            closeQuietly(raw);
            throw failed(e);
        }
    }

    private CaptureException failed(Exception e) {
        if (e instanceof SSLException && pin != null && !pin.equals(trust.seen())) {
            return trust.seen() == null
                    ? new CaptureException(
                            FailureReason.CONNECTION_FAILED, "TLS: " + e.getMessage())
                    : new CaptureException(
                            FailureReason.CERTIFICATE,
                            "expected %s, it has %s".formatted(pin, trust.seen()));
        }
        return new CaptureException(reason(e), String.valueOf(e.getMessage()));
    }

    private static FailureReason reason(Exception e) {
        if (e instanceof SocketTimeoutException) {
            return FailureReason.TIMEOUT;
        }
        if (e instanceof ConnectException && String.valueOf(e.getMessage()).contains("refused")) {
            return FailureReason.REFUSED;
        }
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return FailureReason.UNREACHABLE;
        }
        return FailureReason.CONNECTION_FAILED; // UnknownHostException, SSLException and others
    }

    /** A socket that comes while the tunnel is closed is closed, too. */
    private void keep(Socket socket) {
        sockets.add(socket);
        if (closed) {
            closeQuietly(socket);
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private void daemon(Task task) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                task.run();
                            } catch (IOException e) {
                                // One of the two sides has closed the connection.
                            }
                        },
                        "framewatch-tls-" + camera.host());
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Closeable socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // It is of no more use in any case.
        }
    }
}
