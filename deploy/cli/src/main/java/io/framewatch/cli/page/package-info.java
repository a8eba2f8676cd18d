/** {@code ./framewatch page}. */
package io.framewatch.cli.page;
