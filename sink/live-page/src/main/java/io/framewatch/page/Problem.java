package io.framewatch.page;

/**
 * Why something was not done, as JSON.
 *
 * @param problem one line for people: the thing, the value, the rule
 */
record Problem(String problem) {}
