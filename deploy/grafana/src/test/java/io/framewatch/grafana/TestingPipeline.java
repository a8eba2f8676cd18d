package io.framewatch.grafana;

import io.framewatch.configuration.Configuration;
import io.framewatch.consumer.forward.ForwardMetrics;
import io.framewatch.consumer.forward.ForwardOptions;
import io.framewatch.consumer.forward.Forwarder;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.embedded.JobCluster;
import io.framewatch.ingest.CameraIngest;
import io.framewatch.ingest.IngestListener;
import io.framewatch.ingest.IngestOptions;
import io.framewatch.ingest.capture.CameraStatus;
import io.framewatch.ingest.metrics.EndpointOptions;
import io.framewatch.ingest.metrics.MetricsEndpoint;
import io.framewatch.job.FramewatchJob;
import io.framewatch.job.JobOptions;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.GlobalConfiguration;

/**
 * Broker, job, ingest and forwarder in this process, each with its endpoint for Prometheus. Two of
 * three cameras give frames, each frame tells an alert, and one of two receivers refuses it.
 */
final class TestingPipeline {

    private static final String YAML =
            """
            kafka: {bootstrap-servers: '%1$s'}
            cameras:
            - {id: road, uri: '../distribution/clips/car-detection.mp4', loop: true}
            - {id: room, uri: '../distribution/clips/one-by-one-person-detection.mp4', loop: true}
            - {id: lost, uri: 'rtsp://127.0.0.1:%2$d/none'}
            model: {uri: '../distribution/models/roadside'}
            job: {checkpoint-interval: 1s, max-age: 1h, lateness: 2s, ledger-grace: 2s}
            rules:
            - {id: all, label: car, enter: {score: 0}, exit: {score: 0}, updates: 1s}
            forward:
              channels:
              - name: ops
                webhook: {url: '%3$s/204', secret: whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5}
              - name: gone
                cameras: [room]
                webhook: {url: '%3$s/410', secret: whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5}
            """;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final int jobPort;
    private JobOptions options;
    private TestingTrouble trouble;
    private String ingestAddress;
    private String forwardAddress;

    private TestingPipeline(int jobPort) {
        this.jobPort = jobPort;
    }

    /** Starts everything; the job runs then. */
    static TestingPipeline start(Path folder) throws Exception {
        TestingPipeline pipeline = new TestingPipeline(Prometheus.freePort());
        try {
            pipeline.open(folder);
            return pipeline;
        } catch (Exception e) {
            pipeline.close();
            throw e;
        }
    }

    /** Where its endpoints are, by the name of Prometheus' file. */
    Map<String, String> targets() {
        return Map.of(
                "ingest", ingestAddress, "job", "127.0.0.1:" + jobPort, "forward", forwardAddress);
    }

    TestingTrouble trouble() {
        return trouble;
    }

    /** Closes what was started, in the opposite order. */
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private void open(Path folder) throws Exception {
        EmbeddedBroker broker = open(EmbeddedBroker.start());
        TestingReceiver receiver = open(TestingReceiver.start());
        String yaml =
                YAML.formatted(broker.bootstrapServers(), Prometheus.freePort(), receiver.url());
        options = JobOptions.of(Configuration.parse("test", yaml));
        TopicAdmin.ensure(new KafkaClients(options.kafka()), Topics.OF_THE_JOB);
        startJob(folder);
        Forwarder forwarder =
                open(Forwarder.start(ForwardOptions.of(Configuration.parse("test", yaml))));
        forwardAddress =
                authority(
                        open(ForwardMetrics.start(
                                        new io.framewatch.consumer.forward.EndpointOptions(
                                                0, "127.0.0.1"),
                                        forwarder::report))
                                .url());
        startIngest(IngestOptions.of(Configuration.parse("test", yaml), Map.of()));
        trouble = open(TestingTrouble.start(options.kafka()));
    }

    /** With the settings that are shipped. */
    private void startJob(Path folder) throws Exception {
        var settings =
                JobCluster.settings(
                        GlobalConfiguration.loadConfiguration(Path.of("flink").toString()), folder);
        settings.setString("metrics.reporter.prom.port", Integer.toString(jobPort));
        JobCluster cluster = open(JobCluster.start(settings, options.execution().parallelism()));
        cluster.run(job -> FramewatchJob.assemble(job, options));
    }

    private void startIngest(IngestOptions ingestOptions) throws Exception {
        CameraIngest ingest = open(CameraIngest.start(ingestOptions, new Silent()));
        ingestAddress =
                authority(
                        open(MetricsEndpoint.start(
                                        new EndpointOptions(0, "127.0.0.1"), ingest::report))
                                .url());
    }

    private <T extends AutoCloseable> T open(T part) {
        opened.add(part);
        return part;
    }

    private static String authority(String url) {
        return URI.create(url).getAuthority();
    }

    private static final class Silent implements IngestListener {

        @Override
        public void onCamera(CameraStatus status) {}

        @Override
        public void onKafka(String line) {}
    }
}
