/** {@code ./framewatch topics}: what operators do to the topics themselves. */
package io.framewatch.cli.topics;
