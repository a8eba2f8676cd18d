package io.framewatch.classify;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Sessions of one model, each for one size of batch. A batch of another size runs in the next
 * larger one, with whatever lies behind its images, where the buffers have room for that; else in
 * parts, the largest first: of sizes up to 8, 20 images as 8, 8 and 4.
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
