package io.framewatch.cli.camera;

import io.framewatch.cli.CommandException;
import io.framewatch.event.CameraId;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;

/** {@code ./framewatch camera remove}. */
@Command(
        name = "remove",
        sortOptions = false,
        description = "Removes cameras. One that is not there is named and is no failure.",
        footer = {"", "  camera remove gate-1 gate-2 --config fleet.yaml"})
final class RemoveCommand extends CamerasCommand {

    @Override
    void change(CameraTopics topics, List<CameraId> cameras, PrintWriter out)
            throws CommandException, InterruptedException {
        Set<String> there = topics.cameras().keySet();
        for (CameraId id : cameras) {
            boolean present = there.contains(id.value());
            if (present) {
                topics.remove(id);
            }
            out.println("camera/" + id + (present ? " removed" : " not there"));
        }
    }
}
