package io.framewatch.job;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.kafka.common.TopicPartition;

/**
 * A savepoint that is one file, so that it may lie anywhere.
 *
 * @param folder what Flink calls its path
 */
record Savepoint(Path folder) {

    private static final String FILE = "_metadata";

    /** Where Flink's sources keep what they read. */
    private static final String SPLITS = "SourceReaderState";

    /** After the life of this project. */
    private static final long FAR = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

    /** The uids of all operators that were there. */
    Set<String> uids() throws IOException {
        return metadata().getOperatorStates().stream()
                .map(state -> state.getOperatorUid().orElseThrow())
                .collect(Collectors.toSet());
    }

    /** The offsets that the job would read next. */
    Map<TopicPartition, Long> offsets() throws IOException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (OperatorState operator : metadata().getOperatorStates()) {
            for (OperatorSubtaskState subtask : operator.getStates()) {
                for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
                    addOffsets(handle, offsets);
                }
            }
        }
        return offsets;
    }

    private static void addOffsets(OperatorStateHandle handle, Map<TopicPartition, Long> offsets)
            throws IOException {
        OperatorStateHandle.StateMetaInfo splits =
                handle.getStateNameToPartitionOffsets().get(SPLITS);
        if (splits == null) {
            return;
        }
        try (FSDataInputStream in = handle.openInputStream()) {
            for (long position : splits.getOffsets()) {
                in.seek(position);
                byte[] bytes =
                        BytePrimitiveArraySerializer.INSTANCE.deserialize(
                                new DataInputViewStreamWrapper(in));
                KafkaPartitionSplit split =
                        SimpleVersionedSerialization.readVersionAndDeSerialize(
                                new KafkaPartitionSplitSerializer(), bytes);
                offsets.put(split.getTopicPartition(), split.getStartingOffset());
            }
        }
    }

    /**
     * Copies it. State of a camera that was last used some days ago by the machine's clock is
     * dropped when it is read, so a savepoint that is kept needs times of use that never pass.
     *
     * @param begin before the first use of its state, milliseconds; the last one was before now
     */
    void keep(Path target, long begin) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(FILE));
        long now = System.currentTimeMillis();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        for (int at = 0; at <= bytes.length - Long.BYTES; at++) {
            long value = buffer.getLong(at);
            if (begin <= value && value <= now) {
                buffer.putLong(at, FAR);
            }
        }
        Files.createDirectories(target);
        Files.write(target.resolve(FILE), bytes);
    }

    private CheckpointMetadata metadata() throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(folder.resolve(FILE)))) {
            return Checkpoints.loadCheckpointMetadata(
                    in, Savepoint.class.getClassLoader(), folder.toUri().toString());
        }
    }
}
