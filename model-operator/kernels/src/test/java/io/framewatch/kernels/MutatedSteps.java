package io.framewatch.kernels;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Steps of a plan with one number changed. */
final class MutatedSteps {

    private static final int[] EDGES = {
        Integer.MIN_VALUE, -1, 0, 1, 2, 7, 1 << 20, 1 << 30, Integer.MAX_VALUE
    };
    private static final int NEAR = 64;

    private final Random random;

    MutatedSteps(long seed) {
        random = new Random(seed);
    }

    /** The steps with a number of one of them changed. */
    List<Step> of(List<Step> steps) throws ReflectiveOperationException {
        List<Step> changed = new ArrayList<>(steps);
        int index = random.nextInt(steps.size());
        changed.set(index, (Step) mutated(steps.get(index)));
        return changed;
    }

    /** A record with one of its numbers, or of the records in it, changed. */
    private Object mutated(Object value) throws ReflectiveOperationException {
        if (value instanceof Integer number) {
            return mutated(number.intValue());
        }
        if (value instanceof int[] numbers && numbers.length > 0) {
            int[] copy = numbers.clone();
            int index = random.nextInt(copy.length);
            copy[index] = mutated(copy[index]);
            return copy;
        }
        if (value instanceof Enum<?> constant) {
            Object[] constants = constant.getDeclaringClass().getEnumConstants();
            return constants[random.nextInt(constants.length)];
        }
        return value instanceof Record ? mutatedRecord(value) : value;
    }

    private int mutated(int number) {
        return random.nextBoolean()
                ? EDGES[random.nextInt(EDGES.length)]
                : number + random.nextInt(2 * NEAR + 1) - NEAR;
    }

    private Object mutatedRecord(Object value) throws ReflectiveOperationException {
        RecordComponent[] components = value.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            components[i].getAccessor().setAccessible(true);
            values[i] = components[i].getAccessor().invoke(value);
        }
        int[] present = IntStream.range(0, values.length).filter(i -> values[i] != null).toArray();
        int index = present[random.nextInt(present.length)];
        values[index] = mutated(values[index]);
        Class<?>[] types =
                Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Constructor<?> constructor = value.getClass().getDeclaredConstructor(types);
        constructor.setAccessible(true);
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            return value; // the record refuses it
        }
    }
}
