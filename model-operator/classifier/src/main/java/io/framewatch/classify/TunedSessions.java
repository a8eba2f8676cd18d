package io.framewatch.classify;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Sessions of one model, each for one batch size. Another batch runs in the next larger session if
 * the buffers are large enough; what lies behind its images is computed and ignored. Otherwise it
 * runs in parts, the largest first: with sizes up to 8, 20 images run as 8, 8 and 4.
 */
final class TunedSessions implements Inference {

    private final ModelManifest manifest;
    private final NavigableMap<Integer, ModelSession> sessions = new TreeMap<>();

    /** Without sessions. */
    TunedSessions(ModelManifest manifest) {
        this.manifest = manifest;
    }

    /**
     * Adds a session, which is closed with this object. A session for one image must be added
     * before the first run. Must not be called during a run.
     *
     * @param batch its batch size, at least 1
     */
    void add(int batch, ModelSession session) {
        sessions.put(batch, session);
    }

    @Override
    public void run(ByteBuffer pixels, int images, Outputs outputs) {
        int bytes = manifest.input().bytesPerImage();
        int room = pixels.capacity() / bytes;
        int done = 0;
        while (done < images) {
            Map.Entry<Integer, ModelSession> part = sessionFor(images - done, room - done);
            int size = part.getKey();
            part.getValue()
                    .run(
                            pixels.slice(done * bytes, size * bytes).order(ByteOrder.nativeOrder()),
                            size,
                            outputs.part(done, size, room));
            done += size;
        }
    }

    private Map.Entry<Integer, ModelSession> sessionFor(int images, int room) {
        Map.Entry<Integer, ModelSession> filledUp = sessions.ceilingEntry(images);
        return filledUp != null && filledUp.getKey() <= room
                ? filledUp
                : sessions.floorEntry(images);
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
