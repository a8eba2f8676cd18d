package io.framewatch.consumer.forward;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A mail server on loopback that answers as it is told, to have every fault that a real one might.
 * One connection at a time.
 */
final class TestingSmtpServer implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final SSLContext encryption;
    private final Map<String, String> faults;
    private final List<String> commands = new CopyOnWriteArrayList<>();

    /**
     * @param encryption for STARTTLS; null if it is not offered
     * @param faults answers by the beginning of the command; {@code .} is the end of a mail
     */
    TestingSmtpServer(SSLContext encryption, Map<String, String> faults) throws IOException {
        this.encryption = encryption;
        this.faults = faults;
        Thread server = new Thread(this::serve, "smtp");
        server.setDaemon(true);
        server.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    /** What clients said, without the mails; what came encrypted says so. */
    List<String> commands() {
        return commands;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                answer(client, "220 ready");
                talk(client, false);
            } catch (IOException e) {
                commands.add("lost: " + e.getMessage());
            }
        }
    }

    private void talk(Socket client, boolean encrypted) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            commands.add((encrypted ? "encrypted " : "") + line);
            String answer = fault(line);
            answer(client, answer != null ? answer : standard(line, encrypted));
            if (line.equals("STARTTLS") && encryption != null) {
                talk(encrypt(client), true);
                return;
            }
            if (line.equals("DATA") && answer == null) {
                skipMail(in);
                String end = fault(".");
                answer(client, end != null ? end : "250 taken");
            }
        }
    }

    private SSLSocket encrypt(Socket client) throws IOException {
        SSLSocket encrypted =
                (SSLSocket)
                        encryption
                                .getSocketFactory()
                                .createSocket(
                                        client, client.getInetAddress().getHostName(), 0, true);
        encrypted.setUseClientMode(false);
        encrypted.startHandshake();
        return encrypted;
    }

    private String fault(String line) {
        return faults.entrySet().stream()
                .filter(fault -> line.startsWith(fault.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private String standard(String line, boolean encrypted) {
        if (line.startsWith("EHLO")) {
            return encryption != null && !encrypted
                    ? "250-here\r\n250 STARTTLS"
                    : "250-here\r\n250 AUTH PLAIN";
        }
        if (line.startsWith("AUTH")) {
            return "235 welcome";
        }
        return line.equals("DATA") ? "354 go on" : line.equals("STARTTLS") ? "220 go" : "250 fine";
    }

    private static void skipMail(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && !line.equals(".")) {
            line = in.readLine();
        }
    }

    private static void answer(Socket client, String text) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write((text + "\r\n").getBytes(UTF_8));
        out.flush();
    }
}
