package io.framewatch.mobileformer.checkpoint;

import com.fasterxml.jackson.databind.util.ByteBufferBackedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;

/**
 * Reads one pickle of PyTorch (protocol 2) that holds nothing but tensors, dictionaries, lists,
 * tuples, texts and numbers. Anything else is refused before it is looked up, because a checkpoint
 * must not run code. Time and memory are bounded by the length of the pickle: lengths are checked
 * before they are allocated, and keys must be texts or numbers, so that no hash is computed over
 * nested objects.
 */
final class TensorUnpickler extends Unpickler {

    /**
     * Room for tens of thousands of tensors. So many of the smallest objects fit into a small heap.
     */
    static final int LARGEST = 1 << 22;

    private static final Set<Short> ALLOWED =
            Set.of(
                    Opcodes.PROTO,
                    Opcodes.STOP,
                    Opcodes.MARK,
                    Opcodes.NONE,
                    Opcodes.NEWTRUE,
                    Opcodes.NEWFALSE,
                    Opcodes.BININT,
                    Opcodes.BININT1,
                    Opcodes.BININT2,
                    Opcodes.LONG1,
                    Opcodes.BINFLOAT,
                    Opcodes.BINUNICODE,
                    Opcodes.EMPTY_TUPLE,
                    Opcodes.TUPLE,
                    Opcodes.TUPLE1,
                    Opcodes.TUPLE2,
                    Opcodes.TUPLE3,
                    Opcodes.EMPTY_LIST,
                    Opcodes.APPEND,
                    Opcodes.APPENDS,
                    Opcodes.EMPTY_DICT,
                    Opcodes.SETITEM,
                    Opcodes.SETITEMS,
                    Opcodes.BINPUT,
                    Opcodes.LONG_BINPUT,
                    Opcodes.BINGET,
                    Opcodes.LONG_BINGET,
                    Opcodes.GLOBAL,
                    Opcodes.REDUCE,
                    Opcodes.BUILD,
                    Opcodes.BINPERSID);

    private final ByteBuffer pickle;
    private final TorchObjects objects;

    private TensorUnpickler(ByteBuffer pickle, TorchObjects objects) {
        this.pickle = pickle;
        this.objects = objects;
    }

    /**
     * Reads one pickle; the buffer's position is then behind it.
     *
     * @throws IllegalArgumentException if it is not a pickle of at most {@value #LARGEST} bytes, or
     *     contains anything but tensors
     */
    static Object read(ByteBuffer buffer, TorchObjects objects) {
        ByteBuffer pickle = buffer.slice();
        pickle.limit(Math.min(pickle.limit(), LARGEST)).order(ByteOrder.LITTLE_ENDIAN);
        try {
            Object read =
                    new TensorUnpickler(pickle, objects)
                            .load(new ByteBufferBackedInputStream(pickle));
            buffer.position(buffer.position() + pickle.position());
            return read;
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The library reports damage by many kinds of runtime exceptions.
            throw new IllegalArgumentException("not a valid pickle: " + e, e);
        }
    }

    @Override
    protected Object dispatch(short opcode) throws IOException {
        if (!ALLOWED.contains(opcode)) {
            throw new IllegalArgumentException(
                    "pickle operation 0x%02x is not one that tensors need".formatted(opcode));
        }
        switch (opcode) {
            case Opcodes.GLOBAL -> pushGlobal();
            case Opcodes.EMPTY_DICT -> stack.add(new LinkedHashMap<>());
            case Opcodes.BUILD -> dropState();
            default -> {
                check(opcode);
                return super.dispatch(opcode);
            }
        }
        return NO_RETURN_VALUE;
    }

    @Override
    protected Object persistentLoad(Object id) {
        return objects.storage(id);
    }

    private void pushGlobal() throws IOException {
        String module = PickleUtils.readline(input);
        String name = PickleUtils.readline(input);
        stack.add(objects.named(module, name));
    }

    /** Dictionaries of modules carry metadata as attributes; nothing else has a state. */
    private void dropState() {
        stack.pop();
        if (!(stack.peek() instanceof Map)) {
            throw new IllegalArgumentException("pickle sets the state of something not a dict");
        }
    }

    private void check(short opcode) {
        switch (opcode) {
            case Opcodes.BINUNICODE -> checkLength();
            case Opcodes.SETITEM -> checkKey();
            case Opcodes.SETITEMS -> checkKeys();
            default -> {}
        }
    }

    private void checkLength() {
        long length = Integer.toUnsignedLong(pickle.getInt(pickle.position()));
        if (length > pickle.remaining() - Integer.BYTES) {
            throw new IllegalArgumentException(
                    "text of %d bytes in a pickle with %d bytes left"
                            .formatted(length, pickle.remaining() - Integer.BYTES));
        }
    }

    private void checkKey() {
        Object value = stack.pop();
        requireKey(stack.peek());
        stack.add(value);
    }

    private void checkKeys() {
        List<Object> items = stack.pop_all_since_marker();
        stack.add_mark();
        for (int i = 0; i < items.size(); i++) {
            if (i % 2 == 0) {
                requireKey(items.get(i));
            }
            stack.add(items.get(i));
        }
    }

    private static void requireKey(Object key) {
        if (!(key instanceof String || key instanceof Number)) {
            throw new IllegalArgumentException("a key of a dictionary must be a text or a number");
        }
    }
}
