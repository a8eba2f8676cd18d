package io.framewatch.mobileformer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The tensors of a checkpoint by the name of their entry. Immutable and thread-safe. */
public final class Weights {

    private final Map<String, Tensor> tensors;

    private Weights(Map<String, Tensor> tensors) {
        this.tensors = tensors;
    }

    /** Weights with these tensors, in this order. */
    public static Weights of(Map<String, Tensor> tensors) {
        return new Weights(new LinkedHashMap<>(tensors));
    }

    /** Weights of a variant, each entry's tensor made by a function. */
    public static Weights of(Variant variant, Function<Entry, Tensor> tensor) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Entry entry : entries(variant)) {
            tensors.put(entry.name(), tensor.apply(entry));
        }
        return new Weights(tensors);
    }

    /**
     * Random weights of an untrained network: to run it or to start a training from. The same seed
     * gives the same weights on every machine.
     */
    public static Weights untrained(Variant variant, long seed) {
        return of(variant, entry -> UntrainedTensor.of(entry, seed));
    }

    /**
     * These weights with an untrained last layer, to train on with other classes.
     *
     * @param variant the network with the new number of classes
     * @throws IllegalArgumentException if the other layers are not of this variant, naming every
     *     entry that is missing, surplus or of another shape
     */
    public Weights withNewLastLayer(Variant variant, long seed) {
        Map<String, Tensor> changed = new LinkedHashMap<>(tensors);
        for (Entry entry : entries(variant)) {
            if (entry.name().startsWith(Variant.LAST_LAYER + ".")) {
                changed.put(entry.name(), UntrainedTensor.of(entry, seed));
            }
        }
        Weights weights = new Weights(changed);
        weights.requireFit(variant);
        return weights;
    }

    /** The names of all entries. */
    public Collection<String> names() {
        return tensors.keySet();
    }

    /**
     * The tensor of an entry.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("weights have no entry '" + name + "'");
        }
        return tensor;
    }

    /**
     * Checks that there is a tensor of the right shape for each entry of a variant, and no other.
     *
     * @throws IllegalArgumentException as {@link #requireFit(Variant, Map)}
     */
    public void requireFit(Variant variant) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        requireFit(variant, shapes);
    }

    /**
     * Checks that each entry of a variant has a tensor of the right shape, and that there is no
     * other tensor. Counters of training may be missing.
     *
     * @param shapes shapes of the given tensors, by the name of their entry
     * @throws IllegalArgumentException naming every entry that is missing, surplus or of another
     *     shape
     */
    public static void requireFit(Variant variant, Map<String, int[]> shapes) {
        List<String> problems = new ArrayList<>();
        Set<String> surplus = new LinkedHashSet<>(shapes.keySet());
        for (Entry entry : entries(variant)) {
            surplus.remove(entry.name());
            int[] shape = shapes.get(entry.name());
            if (shape == null && entry.role() != Entry.Role.COUNTER) {
                problems.add("missing: " + entry);
            } else if (shape != null && !Arrays.equals(shape, entry.shape())) {
                problems.add("shape: " + entry + " is " + Arrays.toString(shape));
            }
        }
        surplus.forEach(name -> problems.add("surplus: " + name));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "weights do not fit variant %s (%d classes, %d tokens):\n  %s"
                            .formatted(
                                    variant.name(),
                                    variant.classes(),
                                    variant.tokens().number(),
                                    String.join("\n  ", problems)));
        }
    }

    private static Iterable<Entry> entries(Variant variant) {
        return variant.layers().stream().flatMap(layer -> layer.entries().stream())::iterator;
    }
}
