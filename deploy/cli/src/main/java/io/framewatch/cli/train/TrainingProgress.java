package io.framewatch.cli.train;

import io.framewatch.cli.TerminalBar;
import io.framewatch.training.EpochFigures;
import io.framewatch.training.EpochLog;
import io.framewatch.training.TimeLeft;
import io.framewatch.training.Training;
import io.framewatch.training.TrainingListener;
import io.framewatch.training.TrainingOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Shows the progress of a training, and writes its epochs and curves to its folder. */
final class TrainingProgress implements TrainingListener, AutoCloseable {

    /** Writes the model with its weights at that moment. */
    @FunctionalInterface
    interface ModelWriter {

        void write() throws IOException;
    }

    private final TrainingOptions options;
    private final int pictures;
    private final Path folder;
    private final EpochLog log;
    private final PrintWriter out;
    private final ModelWriter model;
    private final ProgressBar bar;
    private final long start = System.nanoTime();
    private final TimeLeft timeLeft;

    /** Read by the bar's thread; null before the first step. */
    private volatile Duration left;

    /**
     * Starts the progress bar.
     *
     * @param folder of the training
     * @param out gets a line for each epoch
     * @param model called after each validation but the last
     */
    TrainingProgress(
            TrainingOptions options,
            Training training,
            Path folder,
            EpochLog log,
            PrintWriter out,
            ModelWriter model) {
        this.options = options;
        this.pictures = training.picturesPerEpoch();
        this.folder = folder;
        this.log = log;
        this.out = out;
        this.model = model;
        double epoch = training.progress();
        this.timeLeft = new TimeLeft(options, epoch);
        this.bar =
                TerminalBar.start(
                        new ProgressBarBuilder()
                                .setTaskName("train")
                                .setInitialMax((long) options.schedule().epochs() * pictures)
                                .startsFrom(Math.round(epoch * pictures), Duration.ZERO)
                                .setUnit("", 1)
                                .setUpdateIntervalMillis(1000)
                                .setEtaFunction(state -> Optional.ofNullable(left))
                                .showSpeed());
    }

    @Override
    public void stepped(int epoch, int images, double loss, double top1) {
        double now = epoch + (double) images / pictures;
        left = timeLeft.at(now, Duration.ofNanos(System.nanoTime() - start));
        bar.stepTo(Math.round(now * pictures));
        bar.setExtraMessage(
                String.format(Locale.ROOT, " loss %.3f top-1 %.1f %%", loss, 100 * top1));
    }

    @Override
    public void epochEnded(EpochFigures figures) {
        try {
            log.add(figures);
            LearningCurve.write(log.epochs(), folder);
            boolean measured = figures.epoch() % options.intervals().validation() == 0;
            if (measured && figures.epoch() < options.schedule().epochs()) {
                model.write();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println(line(figures));
    }

    private static String line(EpochFigures figures) {
        String line =
                String.format(
                        Locale.ROOT,
                        "epoch %d: %d px, loss %.4f, top-1 %.2f %%, %.0f images a second",
                        figures.epoch(),
                        figures.imageSize(),
                        figures.steps().loss(),
                        100 * figures.steps().top1(),
                        figures.steps().imagesPerSecond());
        return figures.validationTop1() == null
                ? line
                : String.format(
                        Locale.ROOT,
                        "%s; validation top-1 %.2f %%",
                        line,
                        100 * figures.validationTop1());
    }

    @Override
    public void close() {
        bar.close();
    }
}
