/** {@code ./framewatch teach}: trains a head that tells states apart that one camera sees. */
package io.framewatch.cli.teach;
