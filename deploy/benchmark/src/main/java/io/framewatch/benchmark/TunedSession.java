package io.framewatch.benchmark;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.framewatch.mobileformer.ModelFolder;
import io.framewatch.mobileformer.TunedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens Mobile-Former for a baseline, tuned for this processor and batch size if possible, as the
 * job does. A slower graph would make the job look better.
 */
final class TunedSession {

    private TunedSession() {}

    /**
     * Opens a session of one thread; the caller closes it.
     *
     * @param model the model's folder
     * @param batch images of every run
     */
    static OrtSession open(Path model, int batch) throws OrtException, IOException {
        byte[] stored = Files.readAllBytes(model.resolve(ModelFolder.MODEL));
        byte[] graph = TunedModel.of(stored, batch).orElse(stored);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            return OrtEnvironment.getEnvironment().createSession(graph, options);
        }
    }
}
