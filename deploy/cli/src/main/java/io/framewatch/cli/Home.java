package io.framewatch.cli;

import java.nio.file.Path;
import java.util.Objects;

/**
 * The folder of the distribution, with the models, heads and clips that come with the project.
 *
 * @param folder the launcher names it by the property {@value #PROPERTY}
 */
public record Home(Path folder) {

    private static final String PROPERTY = "framewatch.home";

    public Home {
        Objects.requireNonNull(folder, "folder");
    }

    /** The distribution that started this process; the working directory without the property. */
    public static Home ofThisProcess() {
        return new Home(Path.of(System.getProperty(PROPERTY, ".")));
    }

    /** Model of ten easy classes of photographs, trained from scratch. */
    public Path imagenette() {
        return folder.resolve("models/imagenette");
    }

    /** Model of six kinds of vehicles and one class for the rest, from {@link #imagenette}. */
    public Path roadside() {
        return folder.resolve("models/roadside");
    }

    /** Head on {@link #roadside}: whether the room of {@link #people} is empty. */
    public Path roomHead() {
        return folder.resolve("heads/room");
    }

    /** The job's jar for a Flink cluster. */
    public Path jobJar() {
        return folder.resolve("job/framewatch-job.jar");
    }

    /** Clip of a road with cars. */
    public Path cars() {
        return folder.resolve("clips/car-detection.mp4");
    }

    /** Clip of a room that people walk through. */
    public Path people() {
        return folder.resolve("clips/one-by-one-person-detection.mp4");
    }
}
