package io.framewatch.local.secured;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An authority that nobody else knows and the certificate of a server, made by the JDK's keytool.
 *
 * @param authority PEM file with the certificate of the authority
 * @param server PKCS12 file with the server's key and certificate
 */
record TestingCertificates(Path authority, Path server) {

    /** Of all files. */
    static final String PASSWORD = "changeit";

    /**
     * Makes them.
     *
     * @param host who the server is, such as {@code ip:127.0.0.1}
     */
    static TestingCertificates of(Path parent, String host) throws Exception {
        Path folder = Files.createTempDirectory(parent, "keys");
        String authority = folder.resolve("authority.p12").toString();
        String server = folder.resolve("server.p12").toString();
        Path pem = folder.resolve("authority.pem");
        Path signed = folder.resolve("server.pem");
        Path request = folder.resolve("server.csr");
        generate(authority, "authority", "-ext", "bc:critical");
        generate(server, "server");
        keytool(authority, "authority", "-exportcert", "-rfc", "-file", pem.toString());
        keytool(server, "server", "-certreq", "-file", request.toString());
        keytool(
                authority,
                "authority",
                "-gencert",
                "-rfc",
                "-ext",
                "san=" + host,
                "-infile",
                request.toString(),
                "-outfile",
                signed.toString());
        keytool(server, "authority", "-importcert", "-noprompt", "-file", pem.toString());
        keytool(server, "server", "-importcert", "-file", signed.toString());
        return new TestingCertificates(pem, Path.of(server));
    }

    private static void generate(String store, String alias, String... more) throws Exception {
        List<String> options =
                new ArrayList<>(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"));
        options.addAll(List.of("-dname", "CN=" + alias, "-validity", "2"));
        options.addAll(List.of(more));
        keytool(store, alias, options.toArray(String[]::new));
    }

    private static void keytool(String store, String alias, String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-alias", alias, "-keystore", store, "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
