/** A KRaft broker inside this process, for the demo and for tests. */
package io.framewatch.embedded;
