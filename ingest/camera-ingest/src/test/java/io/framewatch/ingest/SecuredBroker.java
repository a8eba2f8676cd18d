package io.framewatch.ingest;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.embedded.EmbeddedBroker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A broker that wants a login by SCRAM, and that lets a user do only what it was allowed. Its
 * administrator may do everything.
 */
public final class SecuredBroker implements AutoCloseable {

    private static final String ADMIN = "admin";
    private static final String ADMIN_PASSWORD = "admin-s3cret";
    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";

    private final EmbeddedBroker broker = EmbeddedBroker.start(0, settings());
    private final Admin admin = Admin.create(administrator());

    /** What ingest needs to log in as a user. */
    public KafkaOptions options(String prefix, String user, String password) {
        return new KafkaOptions(
                broker.bootstrapServers(),
                prefix,
                3,
                Map.of(
                        "security.protocol", "SASL_PLAINTEXT",
                        "sasl.mechanism", "SCRAM-SHA-256",
                        "sasl.jaas.config", login(SCRAM, user, password)));
    }

    /** Properties of a client that may do everything. */
    public Map<String, Object> administrator() {
        return Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                login(PLAIN, ADMIN, ADMIN_PASSWORD));
    }

    /** Creates a user or gives it another password. */
    public void setPassword(String user, String password)
            throws ExecutionException, InterruptedException {
        ScramCredentialInfo info = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, 4096);
        admin.alterUserScramCredentials(
                        List.of(new UserScramCredentialUpsertion(user, info, password)))
                .all()
                .get();
    }

    /** Allows a user something on all topics. */
    public void allow(String user, AclOperation operation)
            throws ExecutionException, InterruptedException {
        admin.createAcls(List.of(binding(user, operation))).all().get();
    }

    /** Takes back what was allowed. */
    public void forbid(String user, AclOperation operation)
            throws ExecutionException, InterruptedException {
        admin.deleteAcls(List.of(binding(user, operation).toFilter())).all().get();
    }

    @Override
    public void close() {
        admin.close();
        broker.close();
    }

    private static AclBinding binding(String user, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "*", PatternType.LITERAL),
                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put(
                "listener.security.protocol.map", "CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256");
        settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        settings.put(
                "listener.name.clients.plain.sasl.jaas.config",
                "%s required username=\"%s\" password=\"%s\" user_%s=\"%s\";"
                        .formatted(PLAIN, ADMIN, ADMIN_PASSWORD, ADMIN, ADMIN_PASSWORD));
        settings.put("listener.name.clients.scram-sha-256.sasl.jaas.config", SCRAM + " required;");
        settings.put(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        // Nobody logs in at the controller's listener.
        settings.put("super.users", "User:" + ADMIN + ";User:ANONYMOUS");
        return settings;
    }

    private static String login(String module, String user, String password) {
        return "%s required username=\"%s\" password=\"%s\";".formatted(module, user, password);
    }
}
