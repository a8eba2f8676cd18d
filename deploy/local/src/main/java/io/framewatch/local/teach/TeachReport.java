package io.framewatch.local.teach;

import io.framewatch.classify.Head;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What came of teaching, for people and for scripts.
 *
 * @param name name of the head
 * @param version version of the head
 * @param camera the camera
 * @param states what was learned of each state
 * @param accuracy mean over the states of the share of unseen pictures told right, 0..1
 * @param accuracyFrom lower end of its 95 % interval
 * @param accuracyTo upper end of its 95 % interval
 * @param warnings why the accuracy may not be that of the camera
 * @param tests how the head did on pictures that it was not taught from, if there were any
 * @param head the folder of the head; null if it was not kept
 * @param deployed whether it was announced to the jobs
 */
record TeachReport(
        String name,
        String version,
        String camera,
        List<State> states,
        double accuracy,
        double accuracyFrom,
        double accuracyTo,
        List<String> warnings,
        List<State> tests,
        String head,
        boolean deployed) {

    /** One state: so many pictures, so many told right by a head that had not seen them. */
    record State(String label, int pictures, int recognised) {}

    static TeachReport of(Head head, List<State> tests, Path folder, boolean deployed) {
        return new TeachReport(
                head.name(),
                head.version(),
                head.camera(),
                head.states().stream()
                        .map(s -> new State(s.label(), s.pictures(), s.recognised()))
                        .toList(),
                head.training().accuracy(),
                head.training().accuracyFrom(),
                head.training().accuracyTo(),
                head.training().warnings(),
                List.copyOf(tests),
                folder == null ? null : folder.toString(),
                deployed);
    }

    /** The report for people, several lines. */
    String toText() {
        List<String> lines = new ArrayList<>();
        lines.add("head %s %s for camera %s".formatted(name, version, camera));
        states.forEach(state -> lines.add("  " + line(state)));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "cross-validated accuracy %.1f %% (95 %% interval %.1f to %.1f %%)",
                        100 * accuracy,
                        100 * accuracyFrom,
                        100 * accuracyTo));
        tests.forEach(test -> lines.add("test: " + line(test)));
        warnings.forEach(warning -> lines.add("warning: " + warning));
        lines.add(head == null ? "not kept" : "kept in " + head + (deployed ? ", deployed" : ""));
        return String.join(System.lineSeparator(), lines);
    }

    private static String line(State state) {
        return String.format(
                Locale.ROOT,
                "%-20s %4d pictures, %4d recognised unseen (%.1f %%)",
                state.label(),
                state.pictures(),
                state.recognised(),
                100.0 * state.recognised() / state.pictures());
    }
}
