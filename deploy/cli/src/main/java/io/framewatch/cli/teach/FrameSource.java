package io.framewatch.cli.teach;

import io.framewatch.cli.CommandException;
import java.util.List;
import java.util.function.Consumer;

/** Where pictures of a state are. */
interface FrameSource {

    /**
     * Reads the pictures.
     *
     * @param max maximum number of pictures; of more, an even sample is taken
     * @param problems receives one line for each picture that cannot be used
     * @return in the order in which they were taken
     * @throws CommandException if there is nothing to read
     */
    List<TimedFrame> read(int max, Consumer<String> problems)
            throws CommandException, InterruptedException;
}
