/** Container images of the distribution, by {@code ./framewatch images}. */
package io.framewatch.cli.images;
