/** What an ingest worker tells those who watch it: metrics and health, over HTTP. */
package io.framewatch.ingest.metrics;
