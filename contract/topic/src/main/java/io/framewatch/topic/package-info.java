/** The topics: their catalogue, their records, and the clients that write, follow and read them. */
package io.framewatch.topic;
