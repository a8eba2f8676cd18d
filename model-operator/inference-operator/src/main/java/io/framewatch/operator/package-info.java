/** The Flink operator that turns frame records into classifications, batch by batch. */
package io.framewatch.operator;
