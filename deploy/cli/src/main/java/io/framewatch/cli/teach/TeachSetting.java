package io.framewatch.cli.teach;

import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.CameraId;
import io.framewatch.ingest.capture.CameraOptions;
import io.framewatch.job.ModelOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the configuration file says about the camera that gets a head.
 *
 * @param camera how it captures, with the view alone that gets the head
 * @param kafka where its frames are; empty without a file
 * @param model the job's model; empty without a file
 */
record TeachSetting(CameraOptions camera, Optional<KafkaOptions> kafka, Optional<Path> model) {

    /** The defaults, without a configuration file. */
    static TeachSetting without(String cameraId) {
        return new TeachSetting(
                CameraOptions.of(new CameraId(cameraId), "-"), Optional.empty(), Optional.empty());
    }

    /**
     * Reads a file.
     *
     * @throws ConfigurationException with all problems; one is that it lists cameras but not this
     */
    static TeachSetting read(Path file, String cameraId) throws ConfigurationException {
        Configuration configuration = Configuration.read(file);
        Optional<KafkaOptions> kafka = configuration.section("kafka", KafkaOptions.class);
        Optional<ModelOptions> model = configuration.section("model", ModelOptions.class);
        List<CameraOptions> cameras = configuration.list("cameras", CameraOptions.class);
        Optional<CameraOptions> camera =
                cameras.stream()
                        .flatMap(other -> other.only(new CameraId(cameraId)).stream())
                        .findFirst();
        if (camera.isEmpty() && !cameras.isEmpty()) {
            configuration.problem("cameras", "must have the camera or view '" + cameraId + "'");
        }
        configuration.check();
        return new TeachSetting(
                camera.orElseGet(() -> CameraOptions.of(new CameraId(cameraId), "-")),
                kafka,
                model.map(options -> Path.of(options.uri())));
    }

    /** The camera id of the frames. */
    CameraId view() {
        return camera.views().keySet().iterator().next();
    }
}
