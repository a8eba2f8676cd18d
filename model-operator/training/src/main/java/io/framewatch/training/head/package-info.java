/** Teaches a head: a softmax layer on a model's embedding, from a few pictures of each state. */
package io.framewatch.training.head;
