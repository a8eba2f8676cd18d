/** Results and alerts: the JSON contract with downstream consumers, and its JSON Schemas. */
package io.framewatch.event;
