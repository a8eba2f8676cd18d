/** {@code ./framewatch camera}: the cameras that workers share. */
package io.framewatch.cli.camera;
