/** From encoded frames to the frames topic: bounded waiting, sending, and counting every frame. */
package io.framewatch.ingest.publish;
