package io.framewatch.cli.teach;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.classify.Head;
import io.framewatch.classify.ModelDigest;
import io.framewatch.classify.ModelFiles;
import io.framewatch.cli.model.TestingOnnx;
import io.framewatch.cli.model.TestingPictures;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.Deployment;
import io.framewatch.event.Deployment.Folder;
import io.framewatch.event.Deployment.Role;
import io.framewatch.event.EventJson;
import io.framewatch.event.HeadDeployment;
import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeachDeployITCase {

    private static final TopicPartition MODELS = new TopicPartition("x.models", 0);

    @TempDir private Path folder;

    @Test
    void shouldAnnounceTheHeadToTheJobsAndRetireIt() throws Exception {
        TestingOnnx onnx = new TestingOnnx();
        onnx.embedding = true;
        Path model = onnx.writeModel(folder.resolve("model"), List.of("r", "g", "b"));
        Path red = pictures("red", 1, 0);
        Path green = pictures("green", 0, 1);
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            Path config =
                    Files.writeString(
                            folder.resolve("gates.yaml"),
                            "kafka: {bootstrap-servers: \"%s\", topic-prefix: x.}\nmodel: {uri: \"%s\"}"
                                    .formatted(broker.bootstrapServers(), model));
            Object[] arguments = {
                "--camera",
                "light",
                "--config",
                config,
                "--out",
                folder.resolve("head"),
                "--state",
                "go=" + green,
                "--state",
                "stop=" + red
            };

            TestingTeach kept = TestingTeach.run(with(arguments, "--no-deploy"));
            TestingTeach run = TestingTeach.run(arguments);

            TestingTeach forget =
                    TestingTeach.run("--camera", "light", "--config", config, "--forget");

            assertThat(kept.out()).doesNotContain("deployed");
            assertThat(run.out()).contains("kept in " + folder.resolve("head") + ", deployed");
            assertThat(forget.out()).contains("head light of camera light retired");
            assertThat(records(broker))
                    .satisfiesExactly(
                            this::assertAnnounces,
                            record -> {
                                Deployment last = EventJson.read(record.value(), Deployment.class);
                                assertThat(record.key()).isEqualTo("light/light");
                                assertThat(last.role()).isEqualTo(new Role.Retired());
                            });
        }
    }

    private void assertAnnounces(ConsumerRecord<String, byte[]> record) throws Exception {
        HeadDeployment deployment =
                (HeadDeployment) EventJson.read(record.value(), Deployment.class);
        byte[] json = Files.readAllBytes(folder.resolve("head").resolve(ModelFiles.HEAD));
        Head head = Head.read(ModelFiles.of(folder.resolve("head")));

        assertThat(record.key()).isEqualTo("light/light");
        assertThat(deployment.camera().value()).isEqualTo("light");
        assertThat(deployment.version()).isEqualTo(head.version());
        assertThat(deployment.role())
                .isEqualTo(
                        new Role.Active(
                                new Folder(
                                        folder.resolve("head").toUri().toString(),
                                        ModelDigest.ofHead(json))));
    }

    private static List<ConsumerRecord<String, byte[]>> records(EmbeddedBroker broker) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(MODELS));
            consumer.seekToBeginning(List.of(MODELS));
            long end = consumer.endOffsets(List.of(MODELS)).get(MODELS);
            while (consumer.position(MODELS) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    private Path pictures(String name, int red, int green) throws Exception {
        Path of = folder.resolve(name);
        for (int i = 0; i < 6; i++) {
            int bright = 100 + 20 * i;
            TestingPictures.plain(
                    of.resolve(i + ".png"), 320, 240, new Color(red * bright, green * bright, 0));
        }
        return of;
    }

    private static Object[] with(Object[] arguments, Object last) {
        Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = last;
        return all;
    }
}
