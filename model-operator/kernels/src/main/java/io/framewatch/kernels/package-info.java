/** Mobile-Former by kernels of our own: planned in Java, run by a small native library. */
package io.framewatch.kernels;
