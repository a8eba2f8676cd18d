package io.framewatch.cli.teach;

import io.framewatch.classify.CrossValidation;
import io.framewatch.classify.Head;
import io.framewatch.training.head.BalancedAccuracy;
import io.framewatch.training.head.ClassRecall;
import io.framewatch.training.head.HeldOutTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The result of {@code ./framewatch teach}, for people and for scripts.
 *
 * @param trained the head and its test
 * @param folder where the head is stored; empty if it is not
 * @param deployed whether it was announced to the jobs
 */
record TeachReport(HeadTraining.Result trained, Optional<Path> folder, boolean deployed) {

    /** One line: pictures of a state, and those recognised by a head not trained on them. */
    record StateLine(String label, int pictures, int recognised) {}

    /** The report for scripts; what does not apply is null. */
    Map<String, Object> toJson() {
        Head head = trained.head();
        CrossValidation crossValidation = head.origin().training();
        Optional<BalancedAccuracy> test = trained.test().map(HeldOutTest::accuracy);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", head.name());
        json.put("version", head.version());
        json.put("camera", head.camera());
        json.put("states", states());
        json.put("accuracy", crossValidation.accuracy());
        json.put("accuracyFrom", crossValidation.accuracyFrom());
        json.put("accuracyTo", crossValidation.accuracyTo());
        json.put("warnings", warnings());
        json.put("tests", tests());
        json.put("testAccuracy", test.map(BalancedAccuracy::accuracy).orElse(null));
        json.put("testAccuracyFrom", test.map(BalancedAccuracy::from).orElse(null));
        json.put("testAccuracyTo", test.map(BalancedAccuracy::to).orElse(null));
        json.put("head", folder.map(Path::toString).orElse(null));
        json.put("deployed", deployed);
        return json;
    }

    /** The report for people, several lines. */
    String toText() {
        Head head = trained.head();
        CrossValidation crossValidation = head.origin().training();
        List<String> lines = new ArrayList<>();
        lines.add("head %s %s for camera %s".formatted(head.name(), head.version(), head.camera()));
        states().forEach(state -> lines.add("  " + line(state)));
        lines.add(
                "cross-validated accuracy "
                        + new BalancedAccuracy(
                                crossValidation.accuracy(),
                                crossValidation.accuracyFrom(),
                                crossValidation.accuracyTo()));
        tests().forEach(test -> lines.add("test: " + line(test)));
        trained.test().ifPresent(test -> lines.add("test accuracy " + test.accuracy()));
        warnings().forEach(warning -> lines.add("warning: " + warning));
        lines.add(
                folder.map(kept -> "kept in " + kept + (deployed ? ", deployed" : ""))
                        .orElse("not kept"));
        return String.join(System.lineSeparator(), lines);
    }

    private List<StateLine> states() {
        return trained.head().states().stream()
                .map(state -> new StateLine(state.label(), state.pictures(), state.recognised()))
                .toList();
    }

    private List<StateLine> tests() {
        return trained.test().map(HeldOutTest::recalls).orElse(List.of()).stream()
                .map(TeachReport::line)
                .toList();
    }

    private List<String> warnings() {
        return Stream.concat(
                        trained.head().origin().training().warnings().stream(),
                        trained.test().flatMap(HeldOutTest::warning).stream())
                .toList();
    }

    private static StateLine line(ClassRecall recall) {
        return new StateLine(recall.set().label(), recall.set().size(), recall.recognised());
    }

    private static String line(StateLine state) {
        return String.format(
                Locale.ROOT,
                "%-20s %4d pictures, %4d recognised unseen (%.1f %%)",
                state.label(),
                state.pictures(),
                state.recognised(),
                100.0 * state.recognised() / state.pictures());
    }
}
