/** Workers that share the cameras of the cameras topic. */
package io.framewatch.ingest.fleet;
