package io.framewatch.kernels;

import java.util.stream.IntStream;

/**
 * A feature map in scratch.
 *
 * @param place where its first plane begins
 * @param channels number of planes
 */
record FeatureMap(Place place, int channels, Geometry geometry) {

    FeatureMap {
        if (channels < 1 || geometry.resolution() < 1) {
            throw new IllegalArgumentException(
                    "%d channels of %d rows: must be at least 1 of 1"
                            .formatted(channels, geometry.resolution()));
        }
    }

    /** The planes of these channels, as offsets from the first. */
    int[] planes(int... numbers) {
        return IntStream.of(numbers)
                .map(number -> Math.multiplyExact(number, geometry.plane()))
                .toArray();
    }

    /** Where the map would begin if its first row were this one of a larger map. */
    FeatureMap startingAt(int row) {
        return new FeatureMap(place.plus(-row * geometry.row()), channels, geometry);
    }

    int resolution() {
        return geometry.resolution();
    }
}
