package io.framewatch.ingest.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The key and certificate of a server, made by the JDK's keytool.
 *
 * @param context what the server encrypts with
 */
record TestingCertificate(SSLContext context, Fingerprint fingerprint) {

    private static final char[] PASSWORD = "changeit".toCharArray();

    static TestingCertificate selfSigned(Path folder) throws Exception {
        return make(folder, "-validity", "1");
    }

    static TestingCertificate expired(Path folder) throws Exception {
        return make(folder, "-startdate", "-10d", "-validity", "1");
    }

    /** The authority is known to nobody. */
    static TestingCertificate signed(Path folder) throws Exception {
        Path store = Files.createTempDirectory(folder, "keys").resolve("keys.p12");
        keytool(store, "ca", "-ext", "bc:critical");
        keytool(store, "camera", "-signer", "ca");
        return read(store);
    }

    private static TestingCertificate make(Path folder, String... options) throws Exception {
        Path store = Files.createTempDirectory(folder, "keys").resolve("keys.p12");
        keytool(store, "camera", options);
        return read(store);
    }

    private static void keytool(Path store, String alias, String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(List.of("-alias", alias, "-dname", "CN=" + alias));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", new String(PASSWORD)));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    /** A server with two keys would choose. */
    private static TestingCertificate read(Path store) throws Exception {
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            all.load(in, PASSWORD);
        }
        KeyStore camera = KeyStore.getInstance("PKCS12");
        camera.load(null, PASSWORD);
        camera.setKeyEntry(
                "camera",
                all.getKey("camera", PASSWORD),
                PASSWORD,
                all.getCertificateChain("camera"));
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(camera, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return new TestingCertificate(
                context, Fingerprint.of((X509Certificate) all.getCertificate("camera")));
    }
}
