package io.framewatch.local;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.Workspace;
import io.framewatch.cli.page.CommandRunner;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.embedded.ClusterException;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.embedded.JobCluster;
import io.framewatch.ingest.CameraIngest;
import io.framewatch.ingest.IngestOptions;
import io.framewatch.ingest.capture.CameraOptions;
import io.framewatch.job.FramewatchJob;
import io.framewatch.job.JobOptions;
import io.framewatch.page.PageServer;
import io.framewatch.page.live.LiveView;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The whole pipeline in this process: starts its parts one after the other, shows what they do, and
 * stops them in the opposite order, so that every frame that was published is answered.
 */
final class Demo {

    private static final int KAFKA_PORT = 9092;
    private static final int PAGE_PORT = 8090;
    private static final String FRAME_BYTES_OF_A_PARTITION = Integer.toString(256 << 20);
    private static final Duration REFRESH = Duration.ofMillis(250);
    private static final Duration STOP = Duration.ofSeconds(2);
    private static final Duration DRAIN = Duration.ofSeconds(20);
    private static final Duration DRAIN_WHEN_INTERRUPTED = Duration.ofSeconds(1);

    private final DemoOptions options;
    private final TerminalView view;
    private final Workspace workspace;
    private final Stopwatch stopwatch = new Stopwatch();
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private volatile boolean watching;

    /** The workspace stays the caller's. */
    Demo(DemoOptions options, TerminalView view, Workspace workspace) {
        this.options = options;
        this.view = view;
        this.workspace = workspace;
    }

    /** Makes {@link #run} come to its end soon; false if no camera was opened yet. */
    boolean interrupt() {
        interrupted.countDown();
        return watching;
    }

    /**
     * Runs until the time is over, all cameras have finished, or {@link #interrupt} is called.
     *
     * @throws ConfigurationException if a camera or a rule of the options is wrong; nothing was
     *     started then
     * @throws CommandException if the model or a head is wrong; nothing was started then
     * @throws ClusterException if a part does not start or fails
     * @throws IOException if the page finds no port
     */
    Summary run()
            throws ConfigurationException,
                    CommandException,
                    ClusterException,
                    IOException,
                    InterruptedException {
        DemoModel model = DemoModel.open(options);
        DemoConfiguration configuration = new DemoConfiguration(options, model);
        configuration.check();
        try (EmbeddedBroker broker = startBroker();
                JobCluster cluster = startCluster()) {
            String servers = broker.bootstrapServers();
            JobOptions job = configuration.job(servers);
            new DemoStart(options, model, job.rules()).lines().forEach(this::step);
            createTopics(broker, job.kafka());
            cluster.run(environment -> FramewatchJob.assemble(environment, job));
            step("Job", "running: source, classifier, alert rules, sinks");
            try (PageServer page = startPage(job.kafka(), configuration.file(workspace, servers))) {
                return watch(cluster, configuration.ingest(servers), model, page.view());
            }
        }
    }

    @SuppressWarnings("try") // the reader does its work on its own thread
    private Summary watch(
            JobCluster cluster, IngestOptions ingestOptions, DemoModel model, LiveView page)
            throws ClusterException, InterruptedException {
        List<CameraOptions> watched = ingestOptions.cameras();
        Results results = new Results(watched.stream().map(CameraOptions::id).toList());
        Cameras cameras = new Cameras(watched, results, new Legend(model), view, page);
        watching = true;
        Stopwatch sinceBegin = new Stopwatch();
        try (ResultReader reader = ResultReader.start(ingestOptions.kafka(), results, view);
                AddedCameras added = new AddedCameras(ingestOptions.kafka(), cameras, page);
                CameraIngest ingest = CameraIngest.start(ingestOptions, cameras)) {
            showUntilEnd(cluster, cameras, added, sinceBegin);
            ingest.stop(STOP);
            long published = cameras.summary(ingest.counts()).frames().ingested().published();
            boolean hurry = interrupted.getCount() == 0;
            results.await(published, hurry ? DRAIN_WHEN_INTERRUPTED : DRAIN);
            cameras.show(sinceBegin.elapsed());
            view.finish();
            return cameras.summary(ingest.counts());
        }
    }

    private void showUntilEnd(
            JobCluster cluster, Cameras cameras, AddedCameras added, Stopwatch sinceBegin)
            throws ClusterException, InterruptedException {
        Optional<String> failure = Optional.empty();
        while (!interrupted.await(REFRESH.toMillis(), TimeUnit.MILLISECONDS)) {
            cameras.show(sinceBegin.elapsed());
            added.look();
            cluster.requireRunning();
            Optional<String> latest = cluster.lastFailure();
            if (!latest.equals(failure)) {
                latest.ifPresent(reason -> view.line("job failed and restarts: " + reason));
                failure = latest;
            }
            if (cameras.areFinished() || options.isOver(sinceBegin.elapsed())) {
                return;
            }
        }
    }

    /** Old frames go, so that a demo that is left alone does not fill the disk. */
    private static void createTopics(EmbeddedBroker broker, KafkaOptions kafka)
            throws InterruptedException {
        KafkaClients clients = new KafkaClients(kafka);
        broker.createTopic(
                clients.fullName(Topics.FRAMES),
                kafka.partitions(),
                Map.of("retention.bytes", FRAME_BYTES_OF_A_PARTITION));
        TopicAdmin.ensure(clients, Topics.OF_THE_JOB);
    }

    private EmbeddedBroker startBroker() {
        EmbeddedBroker broker =
                options.port().isPresent()
                        ? EmbeddedBroker.startOn(options.port().getAsInt())
                        : EmbeddedBroker.start(KAFKA_PORT);
        step("Kafka", "embedded broker at " + broker.bootstrapServers());
        return broker;
    }

    private PageServer startPage(KafkaOptions kafka, Path file) throws IOException {
        PageServer page = PageServer.near(kafka, PAGE_PORT, new CommandRunner(file, workspace));
        step("Page", page.url());
        step("Config", file + ", for other commands meanwhile: rule list --config …");
        return page;
    }

    private JobCluster startCluster() throws ClusterException {
        JobCluster cluster = JobCluster.start(workspace.folder("flink"));
        step(
                "Flink",
                "embedded cluster of %d slots, REST at %s"
                        .formatted(JobCluster.SLOTS, cluster.restAddress()));
        return cluster;
    }

    private void step(String part, String what) {
        view.line(
                String.format(
                        "%5.1f s  %-7s %s", stopwatch.elapsed().toMillis() / 1000.0, part, what));
    }
}
