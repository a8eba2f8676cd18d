package io.framewatch.benchmark;

import io.framewatch.classify.Classifier;
import io.framewatch.classify.ClassifierOptions;
import io.framewatch.classify.ImageBatch;
import io.framewatch.classify.ModelFiles;
import io.framewatch.classify.ModelForm;
import io.framewatch.classify.Score;
import io.framewatch.classify.UndecodableImageException;
import io.framewatch.mobileformer.ModelDescription;
import io.framewatch.mobileformer.ModelFolder;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The steps of the job for a batch of frames, each alone and on one thread: decode JPEGs, copy raw
 * pixels, infer, score. The weights are random, which costs what trained ones do.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FramePathBenchmark {

    private static final long SEED = 1;
    private static final int TOP = 3;

    /** Size of Mobile-Former. */
    @Param("26m")
    public String variant;

    /** Frames of a call. */
    @Param({"1", "8"})
    public int batch;

    private final byte[] rgb = new byte[Variant.RESOLUTION * Variant.RESOLUTION * 3];
    private byte[] jpeg;
    private Classifier classifier;
    private ImageBatch input;
    private ImageBatch full;

    /** Writes the model, and fills and classifies the batch that {@link #infer} takes. */
    @Setup
    public void open() throws Exception {
        Variant network = Variant.named(variant);
        // The workspace of the launcher belongs to the process that starts the forks.
        Path folder = Files.createTempDirectory("benchmark-");
        ModelFolder.write(
                folder,
                network,
                Weights.untrained(network, SEED),
                ModelDescription.untrained(network));
        classifier =
                Classifier.open(
                        ModelFiles.of(folder), new ClassifierOptions(batch, ModelForm.KERNELS));
        delete(folder);
        jpeg = jpeg();
        input = classifier.newBatch(batch);
        full = classifier.newBatch(batch);
        while (!full.isFull()) {
            full.addJpeg(jpeg);
        }
        classifier.infer(full);
    }

    /** Frees the model. */
    @TearDown
    public void close() {
        input.close();
        full.close();
        classifier.close();
    }

    /** From JPEGs to pixels in the layout of the model. */
    @Benchmark
    public ImageBatch decode() throws UndecodableImageException {
        input.clear();
        while (!input.isFull()) {
            input.addJpeg(jpeg);
        }
        return input;
    }

    /** From raw frames to pixels in the layout of the model. */
    @Benchmark
    public ImageBatch copy() throws UndecodableImageException {
        input.clear();
        while (!input.isFull()) {
            input.addRgb(rgb);
        }
        return input;
    }

    /** From pixels to logits. */
    @Benchmark
    public ImageBatch infer() {
        classifier.infer(full);
        return full;
    }

    /** From logits to the best labels. */
    @Benchmark
    public List<List<Score>> score() {
        return classifier.scores(full, TOP);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static byte[] jpeg() throws IOException {
        int side = Variant.RESOLUTION;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, Color.GREEN, 10, 7, Color.RED, true));
        graphics.fillRect(0, 0, side, side);
        graphics.dispose();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", file);
        return file.toByteArray();
    }
}
