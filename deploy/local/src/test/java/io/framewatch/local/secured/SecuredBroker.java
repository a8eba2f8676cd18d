package io.framewatch.local.secured;

import io.framewatch.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/** A broker that speaks TLS only and wants a login by SCRAM-SHA-512. */
final class SecuredBroker implements AutoCloseable {

    private static final String ADMIN = "admin";
    private static final String ADMIN_PASSWORD = "admin-s3cret";
    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";

    private final TestingCertificates certificates;
    private final EmbeddedBroker broker;

    private SecuredBroker(TestingCertificates certificates, Map<String, String> settings) {
        this.certificates = certificates;
        this.broker = EmbeddedBroker.start(0, settings);
    }

    /**
     * Starts it.
     *
     * @param folder for its keys
     */
    static SecuredBroker start(Path folder) throws Exception {
        TestingCertificates certificates = TestingCertificates.of(folder, "ip:127.0.0.1");
        return new SecuredBroker(certificates, settings(certificates));
    }

    /**
     * Starts one at which who is logged in has to do it again every two seconds, so that another
     * password counts soon.
     *
     * @param folder for its keys
     */
    static SecuredBroker startWithShortLogins(Path folder) throws Exception {
        TestingCertificates certificates = TestingCertificates.of(folder, "ip:127.0.0.1");
        Map<String, String> settings = settings(certificates);
        settings.put("connections.max.reauth.ms", "2000");
        return new SecuredBroker(certificates, settings);
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** PEM file of who signed its certificate. */
    Path authority() {
        return certificates.authority();
    }

    /** Creates a user or gives it another password. */
    void setPassword(String user, String password) throws ExecutionException, InterruptedException {
        ScramCredentialInfo info = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
        try (Admin admin = Admin.create(administrator())) {
            admin.alterUserScramCredentials(
                            List.of(new UserScramCredentialUpsertion(user, info, password)))
                    .all()
                    .get();
        }
    }

    @Override
    public void close() {
        broker.close();
    }

    private Map<String, Object> administrator() {
        Map<String, Object> client = new HashMap<>(trust(certificates));
        client.put("bootstrap.servers", broker.bootstrapServers());
        client.put("security.protocol", "SASL_SSL");
        client.put("sasl.mechanism", "PLAIN");
        client.put("sasl.jaas.config", login(""));
        return client;
    }

    private static Map<String, String> settings(TestingCertificates certificates) {
        Map<String, String> settings = new HashMap<>(trust(certificates));
        settings.put("listener.security.protocol.map", "CLIENTS:SASL_SSL,CONTROLLER:PLAINTEXT");
        settings.put("ssl.keystore.type", "PKCS12");
        settings.put("ssl.keystore.location", certificates.server().toString());
        settings.put("ssl.keystore.password", TestingCertificates.PASSWORD);
        settings.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512");
        settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        settings.put(
                "listener.name.clients.plain.sasl.jaas.config",
                login("user_%s=\"%s\"".formatted(ADMIN, ADMIN_PASSWORD)));
        settings.put("listener.name.clients.scram-sha-512.sasl.jaas.config", SCRAM + " required;");
        return settings;
    }

    private static Map<String, String> trust(TestingCertificates certificates) {
        return Map.of(
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificates.authority().toString());
    }

    private static String login(String more) {
        return "%s required username=\"%s\" password=\"%s\" %s;"
                .formatted(PLAIN, ADMIN, ADMIN_PASSWORD, more);
    }
}
