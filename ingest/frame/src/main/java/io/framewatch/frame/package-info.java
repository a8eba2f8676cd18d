/** The frame record: what ingest writes to the frames topic and the job reads from it. */
package io.framewatch.frame;
