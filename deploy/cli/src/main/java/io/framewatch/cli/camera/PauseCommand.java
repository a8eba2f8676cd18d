package io.framewatch.cli.camera;

import io.framewatch.cli.CommandException;
import io.framewatch.event.CameraId;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code ./framewatch camera pause}. */
@Command(
        name = "pause",
        sortOptions = false,
        description = "Ends the capture of cameras until they are resumed.",
        footer = {"", "  camera pause gate-1 --config fleet.yaml"})
final class PauseCommand extends CamerasCommand {

    @Override
    void change(CameraTopics topics, List<CameraId> cameras, PrintWriter out)
            throws CommandException, InterruptedException {
        Pausing.of(true, topics, cameras, out);
    }
}
