package io.framewatch.training;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The file {@value #FILE} of a training: one JSON object a line for each epoch. Not thread-safe.
 */
public final class EpochLog {

    /** Name of the file in the folder of the training. */
    public static final String FILE = "epochs.jsonl";

    private static final JsonMapper MAPPER = new JsonMapper();

    private final Path file;
    private final List<EpochFigures> epochs = new ArrayList<>();

    private EpochLog(Path file) {
        this.file = file;
    }

    /**
     * Opens the log of a training.
     *
     * @param epoch number of epochs that are done; later ones in the file are ignored
     * @throws IOException if the file is there and cannot be read
     */
    public static EpochLog open(Path folder, int epoch) throws IOException {
        EpochLog log = new EpochLog(folder.resolve(FILE));
        if (Files.exists(log.file)) {
            for (String line : Files.readAllLines(log.file)) {
                EpochFigures figures = MAPPER.readValue(line, EpochFigures.class);
                if (figures.epoch() <= epoch) {
                    log.epochs.add(figures);
                }
            }
        }
        return log;
    }

    /** Adds an epoch; the file is replaced at once. */
    public void add(EpochFigures figures) throws IOException {
        epochs.add(figures);
        StringBuilder lines = new StringBuilder();
        for (EpochFigures epoch : epochs) {
            lines.append(MAPPER.writeValueAsString(epoch)).append('\n');
        }
        Path unfinished = file.resolveSibling(FILE + ".unfinished");
        Files.writeString(unfinished, lines);
        Files.move(
                unfinished,
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** The epochs in their order. */
    public List<EpochFigures> epochs() {
        return List.copyOf(epochs);
    }

    /** Top-1 of the last validation, in [0, 1]; empty before the first. */
    public Optional<Double> validationTop1() {
        return epochs.stream()
                .map(EpochFigures::validationTop1)
                .filter(Objects::nonNull)
                .reduce((former, later) -> later);
    }
}
