/** {@code ./framewatch replay}, and what it takes to decide retained frames and results again. */
package io.framewatch.cli.replay;
