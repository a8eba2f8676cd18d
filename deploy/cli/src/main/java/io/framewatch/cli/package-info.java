/** The one command {@code ./framewatch}: its root, its prologue and its error messages. */
package io.framewatch.cli;
