/** {@code ./framewatch dead-letters}: records that could not be worked on, and why. */
package io.framewatch.cli.deadletters;
