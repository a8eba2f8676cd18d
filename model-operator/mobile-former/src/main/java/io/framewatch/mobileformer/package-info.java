/** Mobile-Former: its variants as data, its weights, and its ONNX graph. */
package io.framewatch.mobileformer;
