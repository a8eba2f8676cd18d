package io.framewatch.classify;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Sessions of one model, each for one size of batch. A batch of another size runs in parts, the
 * largest first: 7 images as 4, 1, 1 and 1. Filling it up instead and dropping what is too much was
 * never more than 2 % faster, and 45 % slower at 5 images (294m, sizes 1, 4 and 8).
 */
final class TunedSessions implements Inference {

    private final ModelManifest manifest;
    private final NavigableMap<Integer, ModelSession> sessions = new TreeMap<>();

    /** Without a session yet. */
    TunedSessions(ModelManifest manifest) {
        this.manifest = manifest;
    }

    /**
     * Adds a session, which is closed with this object; one for single images must be there before
     * the first run. Not to be called while others run.
     *
     * @param batch the size of its batches, at least 1
     */
    void add(int batch, ModelSession session) {
        sessions.put(batch, session);
    }

    @Override
    public void run(ByteBuffer pixels, int images, Outputs outputs) {
        int bytes = manifest.input().bytesPerImage();
        int done = 0;
        while (done < images) {
            Map.Entry<Integer, ModelSession> part = sessions.floorEntry(images - done);
            int size = part.getKey();
            part.getValue()
                    .run(
                            pixels.slice(done * bytes, size * bytes).order(ByteOrder.nativeOrder()),
                            size,
                            outputs.part(done, size, images));
            done += size;
        }
    }

    @Override
    public int embeddingLength() {
        return sessions.firstEntry().getValue().embeddingLength();
    }

    @Override
    public void close() {
        sessions.values().forEach(ModelSession::close);
    }
}
