package io.framewatch.event;

/** What the job says about models. */
public sealed interface ModelEvent extends Event permits ModelStatus, ModelAgreement {}
