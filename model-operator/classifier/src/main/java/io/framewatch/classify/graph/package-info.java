/** Graphs of others, edited without running them: batches of any size, logits and embedding. */
package io.framewatch.classify.graph;
