package io.framewatch.docker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The key of a server and its certificate, which the server signed itself.
 *
 * @param store PKCS12 file with the key
 * @param certificate PEM file for those who are to trust it
 */
record TestingKey(Path store, Path certificate) {

    static final String PASSWORD = "changeit";

    /** Makes them by the JDK's keytool. */
    static TestingKey of(Path folder, String host) throws IOException, InterruptedException {
        TestingKey key = new TestingKey(folder.resolve("server.p12"), folder.resolve("server.pem"));
        key.keytool(
                "-genkeypair -keyalg EC -groupname secp256r1 -validity 2 -dname CN=%s -ext san=dns:%s"
                        .formatted(host, host));
        key.keytool("-exportcert -rfc -file " + key.certificate);
        return key;
    }

    private void keytool(String options) throws IOException, InterruptedException {
        String program = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String store = "-alias server -storetype PKCS12 -storepass " + PASSWORD + " -keystore ";
        String command = "%s %s %s%s".formatted(program, options, store, this.store);
        String unused = TestingProgram.run(List.of(command.split(" ")), Map.of());
    }
}
