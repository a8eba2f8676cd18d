package io.framewatch.cli.teach;

import io.framewatch.cli.CommandException;
import java.util.List;
import java.util.function.Consumer;

/** Where pictures of a state are. */
interface PictureSource {

    /**
     * Reads the pictures.
     *
     * @param most most pictures; of more, as many are taken evenly
     * @param problems receives one line for each picture that cannot be used
     * @return in the order in which they were taken
     * @throws CommandException if there is nothing to read
     */
    List<Picture> read(int most, Consumer<String> problems)
            throws CommandException, InterruptedException;
}
