/** {@code ./framewatch rule}: the rules that raise alerts. */
package io.framewatch.cli.rule;
