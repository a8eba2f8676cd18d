/** What the manifests are held to. */
package io.framewatch.kubernetes;
