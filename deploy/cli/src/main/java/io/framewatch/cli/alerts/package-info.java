/** {@code ./framewatch alerts}: what was alerted, whether it was right, and its proof. */
package io.framewatch.cli.alerts;
