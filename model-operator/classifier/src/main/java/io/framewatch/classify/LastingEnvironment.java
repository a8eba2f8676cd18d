package io.framewatch.classify;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ONNX Runtime's environment, kept as long as the process. The runtime's own shutdown hook releases
 * it while other hooks still wait for the job's end. A model that is loaded meanwhile then ends the
 * JVM with SIGSEGV. Environments are counted by references, so a second reference that is never
 * released keeps it.
 *
 * @see <a href="https://github.com/microsoft/onnxruntime/issues/31352">onnxruntime 31352</a>
 */
final class LastingEnvironment {

    private static final Logger LOG = LoggerFactory.getLogger(LastingEnvironment.class);
    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

    static {
        try {
            addReference();
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn("A stop while a model is loaded may end the JVM with SIGSEGV", e);
        }
    }

    private LastingEnvironment() {}

    /** The environment of the process. */
    static OrtEnvironment get() {
        return ENVIRONMENT;
    }

    /** No public method takes a second reference. */
    private static void addReference() throws ReflectiveOperationException {
        Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
        Method create =
                OrtEnvironment.class.getDeclaredMethod(
                        "createHandle", long.class, int.class, String.class);
        api.setAccessible(true);
        create.setAccessible(true);
        create.invoke(
                null,
                api.getLong(null),
                OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue(),
                OrtEnvironment.DEFAULT_NAME);
    }
}
