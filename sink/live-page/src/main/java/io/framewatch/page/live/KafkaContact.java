package io.framewatch.page.live;

import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.KafkaReason;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;

/**
 * Asks whether Kafka answers: consumers wait for a broker that is away without a word. Not
 * thread-safe but for {@link #close()}.
 */
final class KafkaContact implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    private final KafkaClients clients;
    private volatile Admin admin;

    KafkaContact(KafkaClients clients) {
        this.clients = clients;
    }

    /** Asks; returns what is wrong, empty if it answers. */
    String ask() throws InterruptedException {
        try {
            if (admin == null) {
                admin = clients.admin();
            }
            int timeout = Math.toIntExact(TIMEOUT.toMillis());
            String unused =
                    admin.describeCluster(new DescribeClusterOptions().timeoutMs(timeout))
                            .clusterId()
                            .get();
            return "";
        } catch (ExecutionException e) {
            return KafkaReason.of(e.getCause());
        } catch (KafkaException e) {
            return KafkaReason.of(e);
        }
    }

    @Override
    public void close() {
        Admin opened = admin;
        if (opened != null) {
            opened.close(Duration.ZERO);
        }
    }
}
