/** Edits users' graphs: batches of any size, logits and embedding. */
package io.framewatch.classify.graph;
