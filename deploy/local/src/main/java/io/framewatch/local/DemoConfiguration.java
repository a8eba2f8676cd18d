package io.framewatch.local;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewatch.classify.Head;
import io.framewatch.cli.Workspace;
import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.ingest.IngestOptions;
import io.framewatch.ingest.capture.CameraOptions;
import io.framewatch.job.JobOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The demo's configuration, in the form that users write: what is wrong with the cameras and rules
 * of the command line is found by the same rules, all at once, before anything starts.
 */
final class DemoConfiguration {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DemoOptions options;
    private final DemoModel model;
    private final List<NamedValue> cameras;

    DemoConfiguration(DemoOptions options, DemoModel model) {
        this.options = options;
        this.model = model;
        this.cameras =
                options.cameras().areClips()
                        ? List.of(
                                new NamedValue("road", options.home().cars().toString()),
                                new NamedValue("room", options.home().people().toString()))
                        : options.cameras().own();
    }

    /**
     * Checks everything that the options say about cameras, heads and rules.
     *
     * @throws ConfigurationException with every problem
     */
    void check() throws ConfigurationException {
        Configuration configuration = write("127.0.0.1:9092", "refuse");
        checkHeads(configuration);
        try {
            IngestOptions.of(configuration, System.getenv());
        } catch (ConfigurationException e) {
            // The job's options report these problems again, and their own.
        }
        JobOptions.of(configuration);
    }

    /** A head looks at one camera only. */
    private void checkHeads(Configuration configuration) {
        List<String> ids = cameras.stream().map(NamedValue::id).toList();
        for (int i = 0; i < model.heads().size(); i++) {
            Head head = model.heads().get(i).head();
            if (!ids.contains(head.camera())) {
                configuration.problem(
                        "heads[%d].camera".formatted(i),
                        head.camera(),
                        "of head '%s' must be the id of one of the cameras".formatted(head.name()));
            }
        }
    }

    /**
     * What the job runs with: a rule waits while another model serves that lacks its label, so that
     * any model can be deployed.
     *
     * @param bootstrapServers the broker's address
     */
    JobOptions job(String bootstrapServers) throws ConfigurationException {
        return JobOptions.of(write(bootstrapServers, "wait"));
    }

    /**
     * What ingest runs with: files start again at their end, if the demo is to run until a time.
     *
     * @param bootstrapServers the broker's address
     */
    IngestOptions ingest(String bootstrapServers) throws ConfigurationException {
        IngestOptions written = IngestOptions.of(write(bootstrapServers, "wait"), System.getenv());
        if (!options.filesLoop()) {
            return written;
        }
        List<CameraOptions> looping =
                written.cameras().stream()
                        .map(camera -> camera.isFile() ? camera.looping() : camera)
                        .toList();
        return new IngestOptions(written.kafka(), looping, written.logins());
    }

    /**
     * Writes it to a file, so that commands can be given to the demo.
     *
     * @param bootstrapServers the broker's address
     */
    Path file(Workspace workspace, String bootstrapServers) throws IOException {
        Path file = Files.createDirectories(workspace.folder("page")).resolve("demo.yaml");
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(file.toFile(), tree(bootstrapServers, "wait"));
        return file;
    }

    private Configuration write(String bootstrapServers, String whenLabelMissing)
            throws ConfigurationException {
        // JSON is YAML too.
        return Configuration.parse("the demo", tree(bootstrapServers, whenLabelMissing).toString());
    }

    private ObjectNode tree(String bootstrapServers, String whenLabelMissing) {
        ObjectNode tree = JSON.createObjectNode();
        tree.putObject("kafka").put("bootstrap-servers", bootstrapServers);
        tree.putObject("model").put("uri", model.folder().toString());
        ObjectNode job = tree.putObject("job");
        // Results are to be seen at once, not after the next checkpoint.
        job.put("delivery", "at-least-once");
        options.cameras().maxAge().ifPresent(maxAge -> job.put("max-age", maxAge));
        cameras.forEach(camera -> writeCamera(camera, tree.withArray("cameras").addObject()));
        model.heads()
                .forEach(
                        head ->
                                tree.withArray("heads")
                                        .addObject()
                                        .put("uri", head.folder().toString()));
        writeRules(tree.withArray("rules"));
        tree.withArray("rules")
                .forEach(rule -> ((ObjectNode) rule).put("when-label-missing", whenLabelMissing));
        return tree;
    }

    private void writeCamera(NamedValue camera, ObjectNode node) {
        node.put("id", camera.id()).put("uri", camera.value()).put("fps", options.cameras().fps());
    }

    private void writeRules(ArrayNode rules) {
        if (options.inference().rules().isEmpty()) {
            DefaultRules.write(model, cameras.stream().map(NamedValue::id).toList(), rules);
        } else {
            options.inference()
                    .rules()
                    .forEach(rule -> RuleArgument.write(rule, rules.addObject()));
        }
    }
}
