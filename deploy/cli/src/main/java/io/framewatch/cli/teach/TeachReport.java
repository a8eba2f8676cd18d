package io.framewatch.cli.teach;

import io.framewatch.classify.Head;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

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
 * @param testAccuracy mean over the tested states of the share told right, 0..1; null without tests
 * @param testAccuracyFrom lower end of its 95 % interval; null without tests
 * @param testAccuracyTo upper end of its 95 % interval; null without tests
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
        Double testAccuracy,
        Double testAccuracyFrom,
        Double testAccuracyTo,
        String head,
        boolean deployed) {

    /** One state: so many pictures, so many told right by a head that had not seen them. */
    record State(String label, int pictures, int recognised) {}

    static TeachReport of(Head head, Optional<HeldOutTest> test, Path folder, boolean deployed) {
        Optional<BalancedAccuracy> tested = test.map(HeldOutTest::accuracy);
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
                Stream.concat(
                                head.training().warnings().stream(),
                                test.flatMap(HeldOutTest::warning).stream())
                        .toList(),
                test.map(HeldOutTest::states).orElse(List.of()).stream()
                        .map(s -> new State(s.lesson().label(), s.lesson().size(), s.recognised()))
                        .toList(),
                tested.map(BalancedAccuracy::accuracy).orElse(null),
                tested.map(BalancedAccuracy::from).orElse(null),
                tested.map(BalancedAccuracy::to).orElse(null),
                folder == null ? null : folder.toString(),
                deployed);
    }

    /** The report for people, several lines. */
    String toText() {
        List<String> lines = new ArrayList<>();
        lines.add("head %s %s for camera %s".formatted(name, version, camera));
        states.forEach(state -> lines.add("  " + line(state)));
        lines.add(
                "cross-validated accuracy "
                        + new BalancedAccuracy(accuracy, accuracyFrom, accuracyTo));
        tests.forEach(test -> lines.add("test: " + line(test)));
        if (testAccuracy != null) {
            lines.add(
                    "test accuracy "
                            + new BalancedAccuracy(testAccuracy, testAccuracyFrom, testAccuracyTo));
        }
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
