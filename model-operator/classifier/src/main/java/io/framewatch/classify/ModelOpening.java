package io.framewatch.classify;

import io.framewatch.mobileformer.TunedModel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads a model in the fastest form that gives the results of the stored one. Forms are tried in
 * the order of {@link ModelForm}, not timed: a choice by a clock would differ from one task manager
 * to the next, and scores with it.
 */
final class ModelOpening {

    private final Map<ModelForm, FasterForm> forms;

    /** With forms that are faster than the stored one. */
    ModelOpening(Map<ModelForm, FasterForm> forms) {
        this.forms = new EnumMap<>(forms);
    }

    /** With all forms. */
    static ModelOpening inAnyForm() {
        return new ModelOpening(
                Map.of(
                        ModelForm.KERNELS,
                        KernelForm.ofLibrary(),
                        ModelForm.TUNED,
                        new TunedForm(TunedModel::of, TunedModel.RUNTIME_VERSION)));
    }

    /**
     * Loads a model.
     *
     * @throws InvalidModelException if the stored graph cannot be run
     */
    OpenedForm open(ModelManifest manifest, byte[] stored, ClassifierOptions options)
            throws InvalidModelException {
        ModelSession portable = ModelSession.open(manifest, stored);
        if (options.fastest() == ModelForm.PORTABLE) {
            return stored(portable);
        }
        List<String> reasons = new ArrayList<>();
        Optional<OpenedForm> faster = faster(manifest, stored, options, portable, reasons);
        if (faster.isPresent()) {
            portable.close();
        }
        return because(faster.orElseGet(() -> stored(portable)), reasons);
    }

    /** The stored form works where a faster one fails, so that failures are reasons only. */
    private Optional<OpenedForm> faster(
            ModelManifest manifest,
            byte[] stored,
            ClassifierOptions options,
            Inference portable,
            List<String> reasons) {
        try (Reference reference = new Reference(manifest, portable)) {
            for (FasterForm form : allowed(options)) {
                try {
                    return Optional.of(form.open(manifest, stored, options, reference));
                } catch (RuntimeException e) {
                    reasons.add(e.getMessage());
                }
            }
        } catch (RuntimeException e) {
            reasons.add(e.getMessage());
        }
        return Optional.empty();
    }

    private List<FasterForm> allowed(ClassifierOptions options) {
        return forms.entrySet().stream()
                .filter(form -> form.getKey().isWithin(options.fastest()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static OpenedForm stored(ModelSession portable) {
        return new OpenedForm(portable, ModelForm.PORTABLE, "as it is stored");
    }

    private static OpenedForm because(OpenedForm opened, List<String> reasons) {
        return reasons.isEmpty()
                ? opened
                : new OpenedForm(
                        opened.inference(),
                        opened.form(),
                        opened.description() + ": " + String.join("; ", reasons));
    }
}
