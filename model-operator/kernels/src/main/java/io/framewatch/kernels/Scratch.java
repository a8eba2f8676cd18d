package io.framewatch.kernels;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Plans what lies where in scratch. Ranges that were given back are used again, but only for the
 * same geometry: then the zeros around planes are never overwritten.
 */
final class Scratch {

    private static final int ALIGNMENT = 16;
    private static final Geometry ROWS = new Geometry(0, 0);

    private final int images;
    private final Map<Key, Deque<Place>> free = new HashMap<>();
    private final Map<Place, Key> taken = new HashMap<>();
    private int size;

    /**
     * @param images images of the largest batch
     */
    Scratch(int images) {
        this.images = images;
    }

    /** What may be used instead of one another. */
    private record Key(Geometry geometry, int floats, boolean eachImage) {}

    /** A map that each image has for itself. */
    FeatureMap map(int channels, int resolution) {
        return map(channels, Geometry.whole(resolution), true);
    }

    /** A map that images use one after the other. */
    FeatureMap sharedMap(int channels, int resolution) {
        return map(channels, Geometry.whole(resolution), false);
    }

    /** Some rows of a map, which images use one after the other. */
    FeatureMap band(int channels, int resolution, int rows) {
        return map(channels, Geometry.band(resolution, rows), false);
    }

    private FeatureMap map(int channels, Geometry geometry, boolean eachImage) {
        Place place = take(new Key(geometry, geometry.size(channels), eachImage));
        return new FeatureMap(place.plus(geometry.lead()), channels, geometry);
    }

    Rows rows(int length, int ofImage) {
        int aligned = Lanes.up(length, ALIGNMENT);
        Place place = take(new Key(ROWS, Math.multiplyExact(aligned, ofImage), true));
        return new Rows(place.offset(), aligned, ofImage);
    }

    /** Room that images use one after the other. */
    Place room(int floats) {
        return take(new Key(ROWS, Lanes.up(floats, ALIGNMENT), false));
    }

    void giveBack(FeatureMap map) {
        giveBack(map.place().plus(-map.geometry().lead()));
    }

    void giveBack(Rows rows) {
        giveBack(rows.place());
    }

    private void giveBack(Place place) {
        Key key = taken.remove(place);
        free.computeIfAbsent(key, unused -> new ArrayDeque<>()).push(place);
    }

    /** Floats in all. */
    int size() {
        return Math.addExact(size, ALIGNMENT * ALIGNMENT);
    }

    private Place take(Key key) {
        Deque<Place> same = free.getOrDefault(key, new ArrayDeque<>());
        Place place = same.isEmpty() ? extend(key) : same.pop();
        taken.put(place, key);
        return place;
    }

    private Place extend(Key key) {
        int floats = key.eachImage() ? Math.multiplyExact(key.floats(), images) : key.floats();
        Place place = new Place(size, key.eachImage() ? key.floats() : 0);
        size = Math.addExact(size, floats);
        return place;
    }
}
