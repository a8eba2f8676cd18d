/** {@code ./framewatch teach}: teaches a camera to tell states apart that its owner shows it. */
package io.framewatch.cli.teach;
