package io.framewatch.cli.camera;

import io.framewatch.cli.CommandException;
import io.framewatch.event.CameraId;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code ./framewatch camera resume}. */
@Command(
        name = "resume",
        sortOptions = false,
        description = "Captures cameras again that were paused.",
        footer = {"", "  camera resume gate-1 --config fleet.yaml"})
final class ResumeCommand extends CamerasCommand {

    @Override
    void change(CameraTopics topics, List<CameraId> cameras, PrintWriter out)
            throws CommandException, InterruptedException {
        Pausing.of(false, topics, cameras, out);
    }
}
