/** The command {@code traces}. */
package io.framewatch.cli.traces;
