/** Trains models from the command line: options, progress, learning curves and the model folder. */
package io.framewatch.cli.train;
