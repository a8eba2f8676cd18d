package io.framewatch.cli.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewatch.cli.CommandException;
import io.framewatch.cli.FileProblem;
import io.framewatch.cli.model.OutputFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one frame, one camera and one task cost, as it was measured.
 *
 * @param figures by name, see {@code unit-costs.json}
 */
record UnitCosts(Map<String, Figure> figures) {

    static final String RESOURCE = "unit-costs.json";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * A measured figure.
     *
     * @param value the figure, above 0
     * @param unit its unit
     * @param source the command that gives it, or where it is from
     * @param date when it was measured
     */
    record Figure(double value, String unit, String source, String date) {

        Figure {
            if (!(value > 0)) {
                throw new IllegalArgumentException("value " + value + " must be above 0");
            }
        }
    }

    /** Those that are shipped. */
    static UnitCosts shipped() {
        try (InputStream in = UnitCosts.class.getResourceAsStream(RESOURCE)) {
            return new UnitCosts(parse(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + RESOURCE + " cannot be read", e);
        }
    }

    /**
     * The same with the figures of a file, which has some or all of them.
     *
     * @throws CommandException if the file cannot be read, or has a figure of another name
     */
    UnitCosts with(Path file) throws CommandException {
        Map<String, Figure> own;
        try {
            own = parse(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new CommandException(
                    "%s is no file of unit costs: %s".formatted(file, e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new CommandException(FileProblem.of(e), e);
        }
        TreeSet<String> unknown = new TreeSet<>(own.keySet());
        unknown.removeAll(figures.keySet());
        if (!unknown.isEmpty()) {
            throw new CommandException(
                    "%s: unit costs %s must be among %s"
                            .formatted(file, unknown, figures.keySet()));
        }
        Map<String, Figure> all = new TreeMap<>(figures);
        all.putAll(own);
        return new UnitCosts(all);
    }

    /**
     * One of them.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    double of(String name) {
        Figure figure = figures.get(name);
        if (figure == null) {
            throw new IllegalArgumentException(
                    "unit cost '%s' must be one of %s".formatted(name, figures.keySet()));
        }
        return figure.value();
    }

    String toJson() {
        return OutputFormat.json(figures);
    }

    private static Map<String, Figure> parse(byte[] json) throws IOException {
        return new TreeMap<>(MAPPER.readValue(json, new TypeReference<Map<String, Figure>>() {}));
    }
}
