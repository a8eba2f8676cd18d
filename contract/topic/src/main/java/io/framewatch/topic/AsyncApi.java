package io.framewatch.topic;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewatch.event.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The AsyncAPI document (3.0.0) of all topics of the catalogue: a channel a topic, a message a kind
 * of record with the schemas of its headers and value. Schemas are in AsyncAPI's own form, which is
 * draft 07 with references into the document.
 *
 * @see <a href="https://www.asyncapi.com/docs/reference/specification/v3.0.0">AsyncAPI</a>
 */
public final class AsyncApi {

    private static final String BINDING_VERSION = "0.5.0";
    private static final String HEADERS = "event-headers";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What others write; the other topics Framewatch itself writes. */
    private static final Set<Topic<?>> RECEIVED =
            Set.of(Topics.CAMERAS, Topics.MODELS, Topics.RULES, Topics.ALERT_MARKS);

    private final String topicPrefix;
    private final ObjectNode channels = object();
    private final ObjectNode operations = object();
    private final ObjectNode messages = object();
    private final ObjectNode schemas = object();

    private AsyncApi(String topicPrefix) {
        this.topicPrefix = Objects.requireNonNull(topicPrefix, "topicPrefix");
    }

    /**
     * The document, as indented JSON.
     *
     * @param topicPrefix begins the names of all topics
     */
    public static String document(String topicPrefix) {
        AsyncApi api = new AsyncApi(topicPrefix);
        api.schemas.set(HEADERS, resource(HEADERS));
        Topics.ALL.forEach(api::add);
        return api.document().toPrettyString() + "\n";
    }

    private ObjectNode document() {
        ObjectNode document = object().put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "Framewatch")
                .put("version", "1")
                .put(
                        "description",
                        "Records on Kafka are CloudEvents in binary mode. With exactly-once"
                                + " delivery consumers read with isolation.level=read_committed;"
                                + " with at-least-once delivery a repetition has the same ce_id.");
        document.put("defaultContentType", "application/json");
        document.set("channels", channels);
        document.set("operations", operations);
        ObjectNode components = document.putObject("components");
        components.set("messages", messages);
        components.set("schemas", schemas);
        return document;
    }

    private void add(Topic<?> topic) {
        ObjectNode channel = channels.putObject(topic.name());
        channel.put("address", topicPrefix + topic.name());
        ObjectNode named = channel.putObject("messages");
        if (topic.eventTypes().isEmpty()) {
            String name = topic == Topics.FRAMES ? "frame" : "dead-letter";
            named.set(name, reference("messages", name));
            addBytes(name);
        }
        for (EventType<?> type : topic.eventTypes()) {
            named.set(type.name(), reference("messages", type.name()));
            addEvent(type);
        }
        channel.putObject("bindings").set("kafka", binding(topic));
        operations
                .putObject(topic.name())
                .put("action", RECEIVED.contains(topic) ? "receive" : "send")
                .set("channel", object().put("$ref", "#/channels/" + topic.name()));
    }

    private ObjectNode binding(Topic<?> topic) {
        ObjectNode binding = object().put("topic", topicPrefix + topic.name());
        topic.partitions().ifPresent(count -> binding.put("partitions", count));
        ObjectNode settings = binding.putObject("topicConfiguration");
        settings.putArray(TopicConfig.CLEANUP_POLICY_CONFIG)
                .add(topic.isCompacted() ? "compact" : "delete");
        String retained =
                topic.isCompacted()
                        ? TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG
                        : TopicConfig.RETENTION_MS_CONFIG;
        topic.retention().ifPresent(time -> settings.put(retained, time.toMillis()));
        return binding.put("bindingVersion", BINDING_VERSION);
    }

    /** A record whose value is no JSON. */
    private void addBytes(String name) {
        ObjectNode headers = resource(name + "-headers");
        String description = headers.get("description").textValue();
        boolean isFrame = name.equals("frame");
        message(name, isFrame ? FrameRecords.TYPE : name, description)
                .put("contentType", isFrame ? "image/*" : "application/octet-stream")
                .set("headers", reference("schemas", name + "-headers"));
        schemas.set(name + "-headers", headers);
        ((ObjectNode) messages.get(name))
                .putObject("payload")
                .put("type", "string")
                .put("format", "binary");
    }

    private void addEvent(EventType<?> type) {
        ObjectNode schema = localized(type.name(), type.schema());
        ObjectNode message =
                message(type.name(), type.type(), schema.get("description").textValue());
        message.put("contentType", "application/json");
        ObjectNode headers = message.putObject("headers").put("type", "object");
        ArrayNode both = headers.putArray("allOf").add(reference("schemas", HEADERS));
        ObjectNode own = both.addObject().putObject("properties");
        own.putObject("ce_type").put("const", type.type());
        own.putObject("ce_dataschema").put("const", type.schemaId().toString());
        message.set("payload", reference("schemas", type.name()));
        schemas.set(type.name(), schema);
    }

    private ObjectNode message(String name, String type, String description) {
        ObjectNode message = messages.putObject(name);
        message.put("name", type).put("title", name).put("summary", description);
        ObjectNode kafka = message.putObject("bindings").putObject("kafka");
        kafka.putObject("key")
                .put("type", "string")
                .put("description", "Id of the camera, model, rule or alert that it is about.");
        kafka.put("bindingVersion", BINDING_VERSION);
        return message;
    }

    /** Draft 07 knows {@code definitions}; references begin at the document. */
    private static ObjectNode localized(String name, String schema) {
        ObjectNode local =
                parse(
                        schema.replace("\"$defs\"", "\"definitions\"")
                                .replace(
                                        "\"#/$defs/",
                                        "\"#/components/schemas/" + name + "/definitions/"));
        local.remove("$schema");
        local.remove("$id");
        return local;
    }

    private static ObjectNode reference(String kind, String name) {
        return object().put("$ref", "#/components/" + kind + "/" + name);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode resource(String name) {
        String file = name + ".schema.json";
        try (InputStream in = AsyncApi.class.getResourceAsStream(file)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + file + " cannot be read", e);
        }
    }

    private static ObjectNode parse(String json) {
        try {
            return (ObjectNode) MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a schema of the catalogue is no JSON", e);
        }
    }
}
