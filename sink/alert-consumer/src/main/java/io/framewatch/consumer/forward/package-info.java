/** Forwards notices of alerts to the channels of the configuration: webhooks and others. */
package io.framewatch.consumer.forward;
