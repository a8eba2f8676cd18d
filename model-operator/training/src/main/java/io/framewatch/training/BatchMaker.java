package io.framewatch.training;

import java.util.SplittableRandom;

/**
 * Makes the batches of an epoch. A batch depends on seed, epoch and position alone, so that a
 * resumed run has the same batches. One thread at a time.
 */
final class BatchMaker {

    private final LabelledPictures pictures;
    private final TrainingOptions options;
    private final Sampler sampler = new Sampler();

    BatchMaker(LabelledPictures pictures, TrainingOptions options) {
        this.pictures = pictures;
        this.options = options;
    }

    /** The order of the pictures in an epoch. */
    int[] order(int epoch) {
        SplittableRandom random = random(epoch, -1);
        int[] order = new int[pictures.size()];
        for (int i = 0; i < order.length; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    /**
     * @param first position of the first picture in the order of the epoch
     */
    void fill(Batch batch, int epoch, int[] order, int first, int number, int size) {
        batch.reset(number, size);
        for (int i = 0; i < number; i++) {
            draw(batch, i, epoch, order[first + i]);
        }
        mix(batch, random(epoch, -2 - first));
        batch.finish();
    }

    private void draw(Batch batch, int position, int epoch, int index) {
        LabelledPictures.Item item = pictures.get(index);
        SplittableRandom random = random(epoch, index);
        Augmentation augmentation = options.regularisation().augmentation();
        int offset = position * batch.imageLength();
        CropTransform crop = augmentation.crop(item.picture(), random, batch.size());
        Colours colours = augmentation.colours(random);
        sampler.draw(item.picture(), crop, colours, batch.size(), batch.pixels(), offset);
        augmentation.erase(random, batch.size(), batch.pixels(), offset);
        int classes = pictures.labels().size();
        float other = (float) (options.regularisation().labelSmoothing() / classes);
        for (int label = 0; label < classes; label++) {
            batch.targets()[position * classes + label] =
                    label == item.label()
                            ? (float) (1 - options.regularisation().labelSmoothing()) + other
                            : other;
        }
    }

    /**
     * Mixup (arXiv:1710.09412): mixes each image with the one at the mirrored position of the
     * batch.
     */
    private void mix(Batch batch, SplittableRandom random) {
        if (options.regularisation().mixup() == 0) {
            return;
        }
        float share = (float) beta(random, options.regularisation().mixup());
        mirror(batch.pixels(), batch.images(), batch.imageLength(), share);
        mirror(batch.targets(), batch.images(), pictures.labels().size(), share);
    }

    private static void mirror(float[] values, int rows, int length, float share) {
        for (int i = 0; i < rows / 2; i++) {
            int a = i * length;
            int b = (rows - 1 - i) * length;
            for (int j = 0; j < length; j++) {
                float first = values[a + j];
                float second = values[b + j];
                values[a + j] = share * first + (1 - share) * second;
                values[b + j] = share * second + (1 - share) * first;
            }
        }
    }

    /** Jöhnk's generator of Beta(alpha, alpha), good for small alpha. */
    private static double beta(SplittableRandom random, double alpha) {
        while (true) {
            double x = Math.pow(random.nextDouble(), 1 / alpha);
            double y = Math.pow(random.nextDouble(), 1 / alpha);
            if (x + y > 0 && x + y <= 1) {
                return x / (x + y);
            }
        }
    }

    private SplittableRandom random(int epoch, int index) {
        long mixed = new SplittableRandom(options.step().seed() * 31 + epoch).nextLong() + index;
        return new SplittableRandom(new SplittableRandom(mixed).nextLong());
    }
}
