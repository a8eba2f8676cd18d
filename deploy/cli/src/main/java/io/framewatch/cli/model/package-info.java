/** {@code ./framewatch model}: makes, looks at, tries and measures model folders. */
package io.framewatch.cli.model;
