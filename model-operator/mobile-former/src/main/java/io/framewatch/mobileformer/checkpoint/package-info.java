/** Checkpoints of PyTorch and safetensors files, read without Python and without running code. */
package io.framewatch.mobileformer.checkpoint;
