package io.framewatch.mobileformer.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tensors of a model in a saved object.
 *
 * @param key the key of the tensors in that object; empty if the object is the tensors
 * @param tensors by name, without the prefix that DataParallel adds
 */
record StateDict(String key, Map<String, StoredTensor> tensors) {

    /** Averaged weights come first: published figures are measured with them. */
    private static final List<String> KEYS = List.of("state_dict_ema", "state_dict");

    private static final String DATA_PARALLEL = "module.";

    /**
     * Finds the tensors.
     *
     * @throws IllegalArgumentException if there are none; the message names the entries that are
     *     not tensors
     */
    static StateDict in(Object root) {
        if (!(root instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("it holds no dictionary of tensors");
        }
        for (String key : KEYS) {
            if (map.get(key) instanceof Map<?, ?> tensors) {
                return new StateDict(key, tensors(tensors));
            }
        }
        return new StateDict("", tensors(map));
    }

    private static Map<String, StoredTensor> tensors(Map<?, ?> map) {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        map.forEach(
                (key, value) -> {
                    String name = withoutPrefix(key.toString());
                    if (!(value instanceof StoredTensor tensor)) {
                        problems.add(key + " is no tensor");
                    } else if (tensors.put(name, tensor) != null) {
                        problems.add(name + " is there with and without " + DATA_PARALLEL);
                    }
                });
        if (!problems.isEmpty() || tensors.isEmpty()) {
            throw new IllegalArgumentException(
                    "it holds no dictionary of tensors: " + String.join(", ", problems));
        }
        return tensors;
    }

    private static String withoutPrefix(String name) {
        return name.startsWith(DATA_PARALLEL) ? name.substring(DATA_PARALLEL.length()) : name;
    }
}
