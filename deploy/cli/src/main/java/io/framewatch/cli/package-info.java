/** The one command {@code ./framewatch}: its root, its prologue and how it says what is wrong. */
package io.framewatch.cli;
