package io.framewatch.classify;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The JVM ended with SIGSEGV when it was stopped while a model was loaded: the runtime's own
 * shutdown hook had released the environment during the call.
 *
 * @see <a href="https://github.com/microsoft/onnxruntime/issues/31352">onnxruntime 31352</a>
 */
class ShutdownTest {

    @Test
    void shouldLoadModelsToTheEndWhileTheProcessStops(@TempDir Path folder) throws Exception {
        OtherJvm.assertRuns(
                folder,
                "-XX:ErrorFile=" + folder.resolve("crash"),
                StopWhileLoading.class,
                "loaded on");
    }

    /**
     * The main class of the other process. Like a cancelled job, its hook waits for the end of a
     * load.
     */
    static final class StopWhileLoading {

        private static final int LOADS_AFTERWARDS = 50;

        public static void main(String[] args) throws Exception {
            AtomicBoolean stopping = new AtomicBoolean();
            Thread loads = new Thread(() -> load(stopping), "loads");
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(
                                    () -> {
                                        stopping.set(true);
                                        join(loads);
                                    }));
            Classifier.open(new TestingModel()).close();
            loads.start();
            System.exit(0);
        }

        private static void load(AtomicBoolean stopping) {
            int afterwards = 0;
            while (afterwards < LOADS_AFTERWARDS) {
                if (stopping.get()) {
                    afterwards++;
                }
                try {
                    Classifier.open(new TestingModel()).close();
                } catch (Exception e) { // the test reads it
                    System.out.println(e);
                    return;
                }
            }
            System.out.println("loaded on");
        }

        private static void join(Thread thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
