/**
 * From a camera to encoded frames: opening, decoding, sampling, fitting, and what to do when that
 * fails.
 */
package io.framewatch.ingest.capture;
