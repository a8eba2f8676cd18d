/** The command {@code forward}. */
package io.framewatch.cli.forward;
