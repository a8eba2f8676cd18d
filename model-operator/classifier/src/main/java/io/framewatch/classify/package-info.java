/** Classifies images: model folders, ONNX Runtime sessions, pixels to input, logits to scores. */
package io.framewatch.classify;
