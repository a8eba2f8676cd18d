package io.framewatch.ingest.fleet;

import io.framewatch.ingest.GroupOptions;

/**
 * What lasts longer than one membership of a worker.
 *
 * @param group the group
 * @param cameras the cameras of this worker
 * @param contact whether Kafka answers
 * @param status where the cameras stand
 * @param lastRuns the runs that other workers know of
 * @param notices lines for people
 */
record FleetParts(
        GroupOptions group,
        SharedCameras cameras,
        Contact contact,
        StatusWriter status,
        LastRuns lastRuns,
        Notices notices) {}
