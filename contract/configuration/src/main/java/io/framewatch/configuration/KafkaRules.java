package io.framewatch.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

/** What Kafka's clients take for their properties, by their own definitions. */
final class KafkaRules {

    private static final List<ConfigDef> DEFINITIONS =
            List.of(
                    ProducerConfig.configDef(),
                    ConsumerConfig.configDef(),
                    AdminClientConfig.configDef());

    private static final String BYTES = "org.apache.kafka.common.serialization.ByteArray";

    /** What every client must be given and the file does not say. */
    private static final Map<String, Object> NEEDED =
            Map.of(
                    "bootstrap.servers", "localhost:9092",
                    "key.serializer", BYTES + "Serializer",
                    "value.serializer", BYTES + "Serializer",
                    "key.deserializer", BYTES + "Deserializer",
                    "value.deserializer", BYTES + "Deserializer");

    private static final Pattern INVALID_VALUE =
            Pattern.compile("(?s)^Invalid value .* for configuration ");

    private KafkaRules() {}

    /**
     * The text of a value: YAML's number or boolean where Kafka wants one, such as true for yes;
     * otherwise what is written, so that a password 007 stays what it is.
     */
    static String text(String key, JsonNode value, String written) {
        Type type = definition(key).map(ConfigKey::type).orElse(Type.STRING);
        return switch (type) {
            case BOOLEAN -> value.isBoolean() ? value.asText() : written;
            case INT, LONG, SHORT, DOUBLE ->
                    value.isNumber() && Double.isFinite(value.doubleValue())
                            ? plain(value.decimalValue())
                            : written;
            default -> written;
        };
    }

    /** Whether clients get these values: Kafka's own config providers replace some later. */
    static boolean areFinal(Map<String, String> properties) {
        return !properties.containsKey(AbstractConfig.CONFIG_PROVIDERS_CONFIG);
    }

    /**
     * Says what is wrong with a value.
     *
     * @param shown the value as a message may show it
     * @return value and rule, or empty if Kafka takes it, or has no property of this name
     */
    static Optional<String> broken(String key, String text, String shown) {
        if (SaslConfigs.SASL_JAAS_CONFIG.equals(key)) {
            return brokenLogin(text);
        }
        return definition(key)
                .filter(definition -> !takes(definition, text))
                .map(definition -> shown + " must be " + rule(definition));
    }

    /** Says which values, each good by itself, do not go together. */
    static Optional<String> conflict(Map<String, String> properties) {
        if (!areFinal(properties)) {
            return Optional.empty();
        }
        Map<String, Object> client = new HashMap<>(NEEDED);
        client.putAll(properties);
        try {
            var unused =
                    List.of(
                            new ProducerConfig(client),
                            new ConsumerConfig(client),
                            new AdminClientConfig(client));
            return Optional.empty();
        } catch (ConfigException e) {
            return Optional.of(INVALID_VALUE.matcher(e.getMessage()).replaceFirst(""));
        }
    }

    private static Optional<ConfigKey> definition(String key) {
        return DEFINITIONS.stream()
                .map(definition -> definition.configKeys().get(key))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static boolean takes(ConfigKey definition, String text) {
        try {
            Object value = ConfigDef.parseType(definition.name, text, definition.type);
            if (definition.validator != null) {
                definition.validator.ensureValid(definition.name, value);
            }
            return true;
        } catch (ConfigException e) {
            return false;
        }
    }

    private static String rule(ConfigKey definition) {
        String range = definition.validator == null ? "" : definition.validator.toString();
        return switch (definition.type) {
            case BOOLEAN -> "true or false";
            case INT, LONG, SHORT -> "a whole number" + (range.isEmpty() ? "" : " in " + range);
            case DOUBLE -> "a number" + (range.isEmpty() ? "" : " in " + range);
            case CLASS -> "a class that is there";
            default -> range.contains("[") ? "one of " + range : "as Kafka's documentation says";
        };
    }

    private static Optional<String> brokenLogin(String jaas) {
        try {
            var unused =
                    JaasContext.loadClientContext(
                            Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(jaas)));
            return Optional.empty();
        } catch (IllegalArgumentException | KafkaException e) {
            return Optional.of(
                    "the hidden value must be a JAAS configuration: "
                            + Redaction.hide(e.getMessage()));
        }
    }

    private static String plain(BigDecimal number) {
        return (number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros())
                .toPlainString();
    }
}
