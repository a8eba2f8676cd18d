package io.framewatch.ingest.capture;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/** An HTTP camera on loopback: dark and bright JPEGs by turns, 50 a second, in parts. */
public final class TestingHttpCamera implements AutoCloseable {

    private static final String MULTIPART = "multipart/x-mixed-replace; boundary=";
    private static final String TYPE = "Content-Type: image/jpeg\r\n";
    private static final String LENGTH = "Content-Length: %d\r\n";
    private static final int SIDE = 256;

    /** Ways to write the parts. */
    enum Parts {
        PLAIN(MULTIPART + "frame", "--frame", TYPE + LENGTH),
        DASHES(MULTIPART + "--frame", "--frame", TYPE + LENGTH),
        QUOTED(MULTIPART + "\"my frame\"", "--my frame", TYPE + LENGTH),
        WITHOUT_LENGTH(MULTIPART + "frame", "--frame", TYPE),
        WITHOUT_TYPE(MULTIPART + "frame", "--frame", LENGTH),
        WITHOUT_HEADERS(MULTIPART + "frame", "--frame", ""),
        OTHER_TYPE(MULTIPART + "frame", "--frame", "Content-Type: image/jpg\r\n" + LENGTH),
        WITHOUT_ANSWER_TYPE(null, "--frame", TYPE + LENGTH),
        WITHOUT_ANY_TYPE(null, "--frame", LENGTH),
        OTHER_ANSWER_TYPE("image/jpeg", "--frame", LENGTH);

        private final String answerType;
        private final String boundary;
        private final String headers;

        Parts(String answerType, String boundary, String headers) {
            this.answerType = answerType;
            this.boundary = boundary + "\r\n";
            this.headers = headers;
        }

        private String path() {
            return "/" + name().toLowerCase(Locale.ROOT);
        }
    }

    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<byte[]> pictures = List.of(jpeg(Color.DARK_GRAY), jpeg(Color.LIGHT_GRAY));

    public TestingHttpCamera() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(executor);
        for (Parts parts : Parts.values()) {
            server.createContext(parts.path(), exchange -> send(exchange, parts));
        }
        server.start();
    }

    /** Where the camera sends its parts so. */
    String uri(Parts parts) {
        return "http://" + host() + parts.path();
    }

    /** Its host and port. */
    public String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Sends pictures at another path, to who logs in. */
    public void require(String path, String username, String password) {
        HttpContext context = server.createContext(path, exchange -> send(exchange, Parts.PLAIN));
        context.setAuthenticator(
                new BasicAuthenticator("camera") {
                    @Override
                    public boolean checkCredentials(String name, String secret) {
                        return name.equals(username) && secret.equals(password);
                    }
                });
    }

    /** Answers at another path with a header or a text, and no picture. */
    public void answer(String path, int code, String header, String value, String text) {
        server.createContext(
                path,
                exchange -> {
                    exchange.getResponseHeaders().add(header, value);
                    exchange.sendResponseHeaders(code, text.isEmpty() ? -1 : text.length());
                    if (!text.isEmpty()) {
                        exchange.getResponseBody().write(text.getBytes(US_ASCII));
                    }
                    exchange.close();
                });
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        executor.shutdownNow();
    }

    private void send(HttpExchange exchange, Parts parts) throws IOException {
        if (parts.answerType != null) {
            exchange.getResponseHeaders().add("Content-Type", parts.answerType);
        }
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(parts.boundary.getBytes(US_ASCII));
            for (int i = 0; !closing.await(20, TimeUnit.MILLISECONDS); i++) {
                byte[] jpeg = pictures.get(i % pictures.size());
                out.write((parts.headers.formatted(jpeg.length) + "\r\n").getBytes(US_ASCII));
                out.write(jpeg);
                out.write(("\r\n" + parts.boundary).getBytes(US_ASCII));
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] jpeg(Color color) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, SIDE, SIDE);
        graphics.dispose();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", jpeg);
        return jpeg.toByteArray();
    }
}
