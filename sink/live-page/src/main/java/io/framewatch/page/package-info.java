/** The live page: an HTTP server over the live view, and the files of its front end. */
package io.framewatch.page;
