/**
 * Trains a head: a softmax layer on a model's embedding, from a few labelled pictures of each
 * class. For one camera the classes are the states of what it sees.
 */
package io.framewatch.training.head;
