/** {@code ./framewatch doctor}: what is wrong here, and what to do. */
package io.framewatch.cli.doctor;
