/** {@code ./framewatch ledger}: what became of the frames of each run. */
package io.framewatch.cli.ledger;
