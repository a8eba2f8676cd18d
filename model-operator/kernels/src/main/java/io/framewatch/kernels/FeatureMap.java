package io.framewatch.kernels;

import java.util.stream.IntStream;

/**
 * A feature map in scratch.
 *
 * @param place where its first plane begins
 * @param channels number of planes
 */
record FeatureMap(Place place, int channels, Geometry geometry) {

    /** The planes of these channels, as offsets from the first. */
    int[] planes(int... numbers) {
        return IntStream.of(numbers).map(number -> number * geometry.plane()).toArray();
    }

    /** Planes from a channel on. */
    FeatureMap from(int channel) {
        return new FeatureMap(place.plus(channel * geometry.plane()), channels - channel, geometry);
    }
}
