package io.framewatch.classify.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Where the images of a batch lie in a tensor.
 *
 * @param axis their dimension, from 0
 * @param outer the factor in front of the batch in this dimension: 197 for [197 * batch * ...],
 *     mostly 1
 */
record BatchAxis(int axis, long outer) {

    static final BatchAxis FIRST = new BatchAxis(0, 1);

    BatchAxis at(int other) {
        return new BatchAxis(other, outer);
    }

    /**
     * The possible axes of the images after a reshape, the likeliest first: the same axis if its
     * length is the batch; then another axis of that length; then an axis that begins with the
     * batch; then one that ends with it.
     *
     * @param shape dimensions before
     * @param viewed dimensions afterwards
     * @param batch number of images in the tensor
     */
    List<BatchAxis> viewed(long[] shape, long[] viewed, int batch) {
        boolean isKept = outer == 1 && shape[axis] == batch && startsAlike(shape, viewed);
        return isKept ? List.of(this) : places(shape, viewed, batch);
    }

    private boolean startsAlike(long[] shape, long[] viewed) {
        return axis < viewed.length && Arrays.equals(shape, 0, axis + 1, viewed, 0, axis + 1);
    }

    private List<BatchAxis> places(long[] shape, long[] viewed, int batch) {
        long before = ObservedTensor.product(Arrays.copyOf(shape, axis)) * outer;
        List<BatchAxis> places = new ArrayList<>();
        long outside = 1;
        for (int i = 0; i < viewed.length && outside <= before; i++) {
            long inside = before / outside;
            if (before % outside == 0 && viewed[i] % (inside * batch) == 0) {
                places.add(new BatchAxis(i, inside));
            }
            outside *= viewed[i];
        }
        places.sort(
                Comparator.comparing((BatchAxis place) -> viewed[place.axis] != batch)
                        .thenComparing(BatchAxis::outer));
        return places;
    }
}
