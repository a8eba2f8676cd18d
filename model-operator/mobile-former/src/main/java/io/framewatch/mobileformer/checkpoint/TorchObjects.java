package io.framewatch.mobileformer.checkpoint;

import java.util.LinkedHashMap;
import java.util.stream.Stream;
import net.razorvine.pickle.IObjectConstructor;

/** The classes and functions that a pickle of tensors needs, and its storages. */
final class TorchObjects {

    /** Finds a storage by its entry in the pickle. */
    interface Storages {

        /**
         * @param key the storage's name in the file
         * @param size number of elements
         * @throws IllegalArgumentException if the file has no such storage, or a shorter one
         */
        Storage find(String key, ElementType type, long size);
    }

    private static final int MIN_STORAGE_ID = 5;
    private static final int MIN_TENSOR_ARGUMENTS = 4;

    private final Storages storages;

    TorchObjects(Storages storages) {
        this.storages = storages;
    }

    /**
     * The class or function of this name.
     *
     * @throws IllegalArgumentException if it is not one that tensors need
     */
    Object named(String module, String name) {
        if (module.equals("torch") && name.endsWith("Storage")) {
            return ElementType.ofTorch(name);
        }
        IObjectConstructor constructor =
                switch (module + "." + name) {
                    case "collections.OrderedDict" -> arguments -> new LinkedHashMap<>();
                    case "torch._utils._rebuild_tensor_v2" -> TorchObjects::tensor;
                    case "torch._utils._rebuild_parameter" -> arguments -> arguments[0];
                    default ->
                            throw new IllegalArgumentException(
                                    ("it asks for %s.%s: a checkpoint may hold tensors only, so save"
                                                    + " the model's state_dict() alone")
                                            .formatted(module, name));
                };
        return constructor;
    }

    /** The storage of a persistent id: ("storage", type, key, device, size). */
    Storage storage(Object id) {
        Object[] parts = (Object[]) id;
        boolean view = parts.length > MIN_STORAGE_ID && parts[MIN_STORAGE_ID] != null;
        if (parts.length < MIN_STORAGE_ID || !"storage".equals(parts[0]) || view) {
            throw new IllegalArgumentException("it refers to something that is not a storage");
        }
        return storages.find((String) parts[2], (ElementType) parts[1], number(parts[4]));
    }

    /** A tensor of the arguments (storage, offset, shape, strides, ...). */
    private static StoredTensor tensor(Object[] arguments) {
        if (arguments.length < MIN_TENSOR_ARGUMENTS) {
            throw new IllegalArgumentException("it has a tensor without shape or strides");
        }
        return StoredTensor.of(
                (Storage) arguments[0],
                number(arguments[1]),
                numbers(arguments[2]),
                numbers(arguments[3]));
    }

    private static long[] numbers(Object tuple) {
        return Stream.of((Object[]) tuple).mapToLong(TorchObjects::number).toArray();
    }

    /** Numbers beyond the range of longs have another class, and end as a failed cast. */
    private static long number(Object number) {
        return number instanceof Integer small ? small : (Long) number;
    }
}
