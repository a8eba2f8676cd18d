/**
 * The alerts topic for whoever acts on alerts: each is handled, in order, and again if that fails.
 */
package io.framewatch.consumer;
