package io.framewatch.benchmark;

/** The forms of a result. */
enum Output {
    TEXT,
    JSON
}
