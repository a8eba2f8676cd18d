package io.framewatch.local;

import io.framewatch.cli.Home;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the demo is told.
 *
 * @param home where the clips and the default model are
 * @param duration how long cameras run; empty until the demo is interrupted
 * @param port the broker's port; empty for the usual one, or another where that is taken
 * @param cameras what is watched
 * @param inference what looks at it
 */
record DemoOptions(
        Home home,
        Optional<Duration> duration,
        OptionalInt port,
        Watched cameras,
        Inference inference) {

    /**
     * The cameras.
     *
     * @param own ids and URIs, in order; empty for the two clips
     * @param fps target rate of each, frames a second
     * @param maxAge age at which frames are shed, as in the configuration; empty sheds none
     */
    record Watched(List<NamedValue> own, double fps, Optional<String> maxAge) {

        Watched {
            own = List.copyOf(own);
            Objects.requireNonNull(maxAge, "maxAge");
        }

        boolean areClips() {
            return own.isEmpty();
        }
    }

    /**
     * The classifier and what is made of its results.
     *
     * @param model folder of the model; empty for the shipped one
     * @param heads folders of heads
     * @param rules ids of rules and what they look for, see {@link RuleArgument}; empty for {@link
     *     DefaultRules}
     */
    record Inference(Optional<Path> model, List<Path> heads, List<NamedValue> rules) {

        Inference {
            Objects.requireNonNull(model, "model");
            heads = List.copyOf(heads);
            rules = List.copyOf(rules);
        }
    }

    DemoOptions {
        Objects.requireNonNull(home, "home");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(port, "port");
        Objects.requireNonNull(cameras, "cameras");
        Objects.requireNonNull(inference, "inference");
    }

    /** Whether files start again at their end: as long as the demo is to run. */
    boolean filesLoop() {
        return cameras.areClips() || duration.isPresent();
    }

    boolean isOver(Duration elapsed) {
        return duration.map(end -> elapsed.compareTo(end) >= 0).orElse(false);
    }
}
