package io.framewatch.local;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The demo's configuration, in the form that users write: what is wrong with a camera of the
 * command line is found by the same rules, all at once, before anything starts.
 */
final class DemoConfiguration {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DemoOptions options;
    private final ObjectNode tree = JSON.createObjectNode();

    private DemoConfiguration(DemoOptions options) {
        this.options = options;
    }

    /**
     * Writes the configuration of a demo.
     *
     * @param bootstrapServers the broker's address
     * @param model the model's folder
     * @throws ConfigurationException never for the clips; for {@code --camera} options with every
     *     problem
     */
    static Configuration of(DemoOptions options, String bootstrapServers, String model)
            throws ConfigurationException {
        return new DemoConfiguration(options).write(bootstrapServers, model);
    }

    private Configuration write(String bootstrapServers, String model)
            throws ConfigurationException {
        tree.putObject("kafka").put("bootstrap-servers", bootstrapServers);
        tree.putObject("model").put("uri", model);
        ObjectNode job = tree.putObject("job");
        // Results are to be seen at once, not after the next checkpoint.
        job.put("delivery", "at-least-once");
        options.maxAge().ifPresent(maxAge -> job.put("max-age", maxAge));
        cameras().forEach(tree.withArray("cameras")::add);
        boolean clips = options.cameras().isEmpty();
        addRule("car", clips ? "road" : null, "car", 0.6, 0.4);
        if (clips) {
            tree.withArray("heads").addObject().put("uri", options.roomHead().toString());
            addRule("person", "room", "person", 0.8, 0.5).put("head", "room");
        }
        // JSON is YAML too.
        return Configuration.parse("the demo", tree.toString());
    }

    private ArrayNode cameras() {
        ArrayNode cameras = JSON.createArrayNode();
        Map<String, String> clips = new LinkedHashMap<>();
        clips.put("road", clip("car-detection.mp4"));
        clips.put("room", clip("one-by-one-person-detection.mp4"));
        boolean own = !options.cameras().isEmpty();
        (own ? options.cameras() : clips)
                .forEach(
                        (id, uri) ->
                                cameras.addObject()
                                        .put("id", id)
                                        .put("uri", uri)
                                        .put("fps", options.fps())
                                        .put("loop", !own));
        return cameras;
    }

    private String clip(String name) {
        return options.home().resolve("deploy/local/clips").resolve(name).toString();
    }

    private ObjectNode addRule(String id, String camera, String label, double enter, double exit) {
        ObjectNode rule = tree.withArray("rules").addObject();
        rule.put("id", id).put("label", label);
        if (camera != null) {
            rule.putArray("cameras").add(camera);
        }
        rule.putObject("enter").put("score", enter).put("frames", 3);
        rule.putObject("exit").put("score", exit);
        return rule;
    }
}
