package io.framewatch.mobileformer;

import com.google.protobuf.MessageLite;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A model as it is stored and exchanged: a folder of
 *
 * <ul>
 *   <li>{@value #MODEL}: the graph whose input is bytes, see {@link ImageForm#UINT8_NHWC};
 *   <li>{@value #FLOAT_MODEL}: the graph whose input is floats, see {@link ImageForm#FLOAT_NCHW};
 *   <li>{@value #MANIFEST}: what a classifier needs to run the former.
 * </ul>
 *
 * Both graphs have the outputs {@code logits} [N, classes] and {@code embedding} [N, F], the input
 * of the last linear layer.
 */
public final class ModelFolder {

    /** Name of the graph whose input is bytes. */
    public static final String MODEL = "model.onnx";

    /** Name of the graph whose input is normalised floats. */
    public static final String FLOAT_MODEL = "model-float.onnx";

    /** Name of the manifest. */
    public static final String MANIFEST = "manifest.json";

    private ModelFolder() {}

    /**
     * Writes a model folder. The same arguments give the same bytes. A folder that exists is
     * replaced as a whole: readers never see files of two models, or half of one.
     *
     * @param folder where; its parent is created if need be
     * @throws IllegalArgumentException if weights or labels do not fit the variant, naming all that
     *     does not; nothing is written then
     * @throws IOException if the folder cannot be written
     */
    public static void write(
            Path folder, Variant variant, Weights weights, ModelDescription description)
            throws IOException {
        weights.requireFit(variant);
        requireLabels(variant, description);
        Path parent = Files.createDirectories(folder.toAbsolutePath().getParent());
        Path fresh =
                Files.createDirectory(
                        parent.resolve("." + folder.getFileName() + "-" + UUID.randomUUID()));
        try {
            writeModel(fresh.resolve(MODEL), variant, weights, description, ImageForm.UINT8_NHWC);
            writeModel(
                    fresh.resolve(FLOAT_MODEL),
                    variant,
                    weights,
                    description,
                    ImageForm.FLOAT_NCHW);
            Files.write(fresh.resolve(MANIFEST), Manifest.of(description).toJson());
            replace(folder, fresh);
        } finally {
            delete(fresh);
        }
    }

    private static void requireLabels(Variant variant, ModelDescription description) {
        int labels = description.labels().size();
        if (labels != variant.classes()) {
            throw new IllegalArgumentException(
                    "model %s has %d labels, must have one for each of its %d classes"
                            .formatted(description.name(), labels, variant.classes()));
        }
    }

    private static void writeModel(
            Path file,
            Variant variant,
            Weights weights,
            ModelDescription description,
            ImageForm form)
            throws IOException {
        MessageLite model = OnnxModel.of(variant, weights, description, form);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            model.writeTo(out);
        }
    }

    /** Puts {@code fresh} in the place of {@code folder}. */
    private static void replace(Path folder, Path fresh) throws IOException {
        Path old = fresh.resolveSibling(fresh.getFileName() + ".old");
        boolean exists = Files.exists(folder);
        if (exists) {
            Files.move(folder, old, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        if (exists) {
            delete(old);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
