package io.framewatch.mobileformer.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code torch.save} wrote before PyTorch 1.6: four pickles (magic number, version, system,
 * saved object), a pickle with the list of storage keys, then for each key the number of elements
 * as int64, and the elements.
 */
final class LegacyContents {

    /** The start of the pickled magic number. */
    static final long MAGIC = 0x46_9c_fc_6c_0a_8a_02_80L;

    private static final long VERSION = 1001;

    private final ByteBuffer file;
    private final Map<String, KeyedStorage> storages = new LinkedHashMap<>();
    private final TorchObjects objects = new TorchObjects(this::storage);

    LegacyContents(ByteBuffer file) {
        this.file = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The saved object.
     *
     * @throws IllegalArgumentException if this is not such a file, or contains anything but tensors
     */
    Object root() {
        TensorUnpickler.read(file, objects);
        requireSystem(TensorUnpickler.read(file, objects), TensorUnpickler.read(file, objects));
        Object root = TensorUnpickler.read(file, objects);
        locateStorages((List<?>) TensorUnpickler.read(file, objects));
        return root;
    }

    private static void requireSystem(Object version, Object system) {
        boolean known = version instanceof Integer number && number == VERSION;
        boolean little =
                system instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("little_endian"));
        if (!known || !little) {
            throw new IllegalArgumentException(
                    "its version must be %d, and its numbers little-endian".formatted(VERSION));
        }
    }

    private Storage storage(String key, ElementType type, long size) {
        KeyedStorage storage = storages.computeIfAbsent(key, k -> new KeyedStorage(type, size));
        if (storage.type() != type || storage.size() != size) {
            throw new IllegalArgumentException("storage " + key + " has two types or sizes");
        }
        return storage;
    }

    private void locateStorages(List<?> keys) {
        for (Object key : keys) {
            KeyedStorage storage = key instanceof String ? storages.get(key) : null;
            if (storage == null || file.remaining() < Long.BYTES) {
                throw new IllegalArgumentException("its list of storages does not fit its tensors");
            }
            long size = file.getLong();
            if (size != storage.size()) {
                throw new IllegalArgumentException(
                        "storage %s of %d elements must have %d"
                                .formatted(key, size, storage.size()));
            }
            storage.place = new FileStorage(file, file.position(), storage.type(), size);
            file.position(storage.place.end());
        }
        storages.forEach(
                (key, storage) -> {
                    if (storage.place == null) {
                        throw new IllegalArgumentException("it has no storage " + key);
                    }
                });
    }

    /** A storage whose position is known only after the pickle that names it. */
    private static final class KeyedStorage implements Storage {

        private final ElementType type;
        private final long size;
        private FileStorage place;

        private KeyedStorage(ElementType type, long size) {
            this.type = type;
            this.size = size;
        }

        @Override
        public ElementType type() {
            return type;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public ByteBuffer read(long from, int length) {
            return place.read(from, length);
        }
    }
}
