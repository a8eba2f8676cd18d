package io.framewatch.job;

/**
 * One element of {@code heads}: a head that was taught for a camera.
 *
 * @param uri folder with {@code head.json}: a path or any URI of Flink's file systems, readable by
 *     every task manager
 */
public record HeadOptions(String uri) {}
