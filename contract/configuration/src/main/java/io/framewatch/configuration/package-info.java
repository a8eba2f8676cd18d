/** The one YAML file: reading it, checking it, and reporting all of its problems at once. */
package io.framewatch.configuration;
