package io.framewatch.cli.camera;

import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.KafkaReason;
import io.framewatch.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Which cameras a worker of the group has now. Who has none is not captured, whatever its last
 * worker said.
 *
 * @param ids of the cameras that a worker has; empty if this client may not ask
 * @param notice one line if no worker is left, or this client may not ask
 */
record AssignedCameras(Optional<Set<String>> ids, Optional<String> notice) {

    /**
     * Asks for the members of a group and their partitions.
     *
     * @param partitions the partition of each camera
     * @throws KafkaException if the cluster does not answer
     */
    static AssignedCameras read(KafkaClients clients, String group, Map<String, Integer> partitions)
            throws InterruptedException {
        try (Admin admin = clients.admin()) {
            ConsumerGroupDescription description =
                    admin.describeConsumerGroups(List.of(group)).all().get().get(group);
            return of(group, description, clients.fullName(Topics.CAMERAS), partitions);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return none(group);
            }
            if (e.getCause() instanceof GroupAuthorizationException) {
                return new AssignedCameras(
                        Optional.empty(),
                        Optional.of(
                                "whether a worker has the cameras is not known: "
                                        + KafkaReason.of(e.getCause())));
            }
            throw new KafkaException(e.getCause());
        }
    }

    /** Whether a worker has a camera; empty if that is not known. */
    Optional<Boolean> has(String cameraId) {
        return ids.map(assigned -> assigned.contains(cameraId));
    }

    private static AssignedCameras of(
            String group,
            ConsumerGroupDescription description,
            String topic,
            Map<String, Integer> partitions) {
        Set<Integer> assigned =
                description.members().stream()
                        .flatMap(member -> member.assignment().topicPartitions().stream())
                        .filter(partition -> partition.topic().equals(topic))
                        .map(TopicPartition::partition)
                        .collect(Collectors.toSet());
        if (assigned.isEmpty()) {
            return none(group);
        }
        Set<String> ids =
                partitions.entrySet().stream()
                        .filter(camera -> assigned.contains(camera.getValue()))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        return new AssignedCameras(Optional.of(ids), Optional.empty());
    }

    private static AssignedCameras none(String group) {
        return new AssignedCameras(
                Optional.of(Set.of()),
                Optional.of(
                        "no worker of group %s has the cameras: their states are the last ones"
                                .formatted(group)));
    }
}
