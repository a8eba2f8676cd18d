package io.framewatch.mobileformer;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A model as it is stored and exchanged: a folder of
 *
 * <ul>
 *   <li>{@value #MODEL}: the graph whose input is bytes, see {@link ImageForm#UINT8_NHWC};
 *   <li>{@value #FLOAT_MODEL}: the graph whose input is floats, see {@link ImageForm#FLOAT_NCHW};
 *   <li>{@value #MANIFEST}: inputs, outputs and labels of {@value #MODEL}.
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

    /** Writes the files of a model. */
    @FunctionalInterface
    public interface Contents {

        /** Writes the files into a folder that nobody reads yet. */
        void writeTo(Path folder) throws IOException;
    }

    private ModelFolder() {}

    /**
     * Writes a model folder. The same arguments give the same bytes. An existing folder is replaced
     * as a whole: readers never see files of two models, or half of one.
     *
     * @param folder the model folder; its parent is created if it is missing
     * @throws IllegalArgumentException if weights or labels do not fit the variant, naming all that
     *     does not; nothing is written then
     * @throws IOException if the folder cannot be written, or is there and is no model
     */
    public static void write(
            Path folder, Variant variant, Weights weights, ModelDescription description)
            throws IOException {
        write(folder, variant, weights, description, fresh -> {});
    }

    /**
     * Writes a model folder as {@link #write(Path, Variant, Weights, ModelDescription)} does, with
     * further files beside the graphs.
     *
     * @throws IllegalArgumentException if weights or labels do not fit the variant, naming all that
     *     does not; nothing is written then
     * @throws IOException if the folder cannot be written, or is there and is no model
     */
    public static void write(
            Path folder,
            Variant variant,
            Weights weights,
            ModelDescription description,
            Contents further)
            throws IOException {
        weights.requireFit(variant);
        requireLabels(variant, description);
        write(
                folder,
                fresh -> {
                    for (ImageForm form : ImageForm.values()) {
                        writeModel(fresh, variant, weights, description, form);
                    }
                    Files.write(fresh.resolve(MANIFEST), Manifest.json(description));
                    further.writeTo(fresh);
                });
    }

    /**
     * Writes a model folder with other contents, as {@link #write(Path, Variant, Weights,
     * ModelDescription)} does.
     *
     * @throws IOException if the folder cannot be written, or is there and is no model
     */
    public static void write(Path folder, Contents contents) throws IOException {
        Path place = folder.toAbsolutePath().normalize();
        requireReplaceable(place);
        Path parent = Files.createDirectories(place.getParent());
        Path fresh =
                Files.createDirectory(
                        parent.resolve("." + place.getFileName() + "-" + UUID.randomUUID()));
        try {
            contents.writeTo(fresh);
            replace(place, fresh);
        } finally {
            delete(fresh);
        }
    }

    /**
     * The network of a folder's graph; empty if this library did not write it.
     *
     * @throws IOException if the graph cannot be read
     */
    public static Optional<Variant> variant(Path folder) throws IOException {
        try (InputStream graph = Files.newInputStream(folder.resolve(MODEL))) {
            return OnnxModel.variant(ModelProto.parseFrom(graph));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    /**
     * Only a model folder is replaced, so that a mistyped path does not delete a folder of
     * photographs.
     */
    private static void requireReplaceable(Path folder) throws IOException {
        if (!Files.exists(folder) || Files.exists(folder.resolve(MANIFEST))) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new FileAlreadyExistsException(
                        folder.toString(),
                        null,
                        "exists and has no " + MANIFEST + ": only a model folder is replaced");
            }
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
            Path folder,
            Variant variant,
            Weights weights,
            ModelDescription description,
            ImageForm form)
            throws IOException {
        Path file = folder.resolve(form == ImageForm.UINT8_NHWC ? MODEL : FLOAT_MODEL);
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
