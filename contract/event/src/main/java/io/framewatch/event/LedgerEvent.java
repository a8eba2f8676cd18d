package io.framewatch.event;

/** What the ledger says of the frames of a run. */
public sealed interface LedgerEvent extends Event permits IngestedFrames, LedgerEntry {}
