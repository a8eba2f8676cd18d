package io.framewatch.consumer.forward;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A server's key and certificate, made by the JDK's keytool.
 *
 * @param authority PEM file of the authority that signed it, which nobody else knows
 * @param key PEM file of the key
 * @param chain PEM file of the certificate
 * @param context what a server in this JVM encrypts with
 */
record TestingCertificate(Path authority, Path key, Path chain, SSLContext context) {

    private static final String PASSWORD = "changeit";

    /**
     * @param host the name that the certificate is for, such as {@code dns:localhost}
     */
    static TestingCertificate of(Path parent, String host) throws Exception {
        Path folder = Files.createTempDirectory(parent, "keys");
        Path store = folder.resolve("keys.p12");
        keytool(store, "ca", "-ext", "bc:critical");
        keytool(store, "server", "-signer", "ca", "-ext", "san=" + host);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        byte[] key = keys.getKey("server", PASSWORD.toCharArray()).getEncoded();
        return new TestingCertificate(
                pem(
                        folder.resolve("ca.pem"),
                        "CERTIFICATE",
                        keys.getCertificate("ca").getEncoded()),
                pem(folder.resolve("key.pem"), "PRIVATE KEY", key),
                pem(
                        folder.resolve("server.pem"),
                        "CERTIFICATE",
                        keys.getCertificate("server").getEncoded()),
                context(keys));
    }

    private static void keytool(Path store, String alias, String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(List.of("-alias", alias, "-dname", "CN=" + alias, "-validity", "2"));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", PASSWORD));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static Path pem(Path file, String type, byte[] content) throws Exception {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        String text = "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(type, base64, type);
        return Files.writeString(file, text);
    }

    /** A server with two keys would choose. */
    private static SSLContext context(KeyStore all) throws Exception {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        Certificate[] chain = all.getCertificateChain("server");
        char[] password = PASSWORD.toCharArray();
        own.setKeyEntry("server", all.getKey("server", password), password, chain);
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(own, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
