/** {@code ./framewatch plan}: what a number of cameras needs. */
package io.framewatch.cli.plan;
