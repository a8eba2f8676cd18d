/** The ledger: what ingest published of each run of a view, and what the job answered. */
package io.framewatch.job.ledger;
