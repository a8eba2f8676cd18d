/** Decides alerts: the rules, and what each of them has seen of a camera. Knows no Flink. */
package io.framewatch.job.alert;
