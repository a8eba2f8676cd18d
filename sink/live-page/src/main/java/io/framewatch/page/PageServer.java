package io.framewatch.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.page.live.Feeds;
import io.framewatch.page.live.FrameReader;
import io.framewatch.page.live.LiveView;
import io.framewatch.topic.KafkaClients;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.json.JavalinJackson;
import java.io.IOException;
import java.time.Clock;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the live page until it is closed. Thread-safe. */
public final class PageServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PageServer.class);
    private static final int THREADS = 32;
    private static final long MAX_REQUEST_BYTES = 1 << 20;

    private final PageOptions options;
    private final KafkaClients clients;
    private final LiveView view;
    private final FrameReader frames;
    private final Feeds feeds;
    private final Javalin server;

    private PageServer(PageOptions options, Commands commands) {
        this.options = options;
        clients = new KafkaClients(options.kafka());
        view = new LiveView(Clock.systemUTC());
        frames = new FrameReader(clients);
        feeds = Feeds.start(clients, view, frames);
        server = Javalin.create(PageServer::configure);
        addRoutes(commands);
    }

    /**
     * Starts to listen, and to follow the topics. That Kafka is away is no failure: it may be there
     * soon, and the page says so.
     *
     * @param commands what changes things
     * @throws IOException if the address is unknown or the port taken; the message names both
     */
    public static PageServer start(PageOptions options, Commands commands) throws IOException {
        PageServer page = new PageServer(options, commands);
        try {
            Javalin unused = page.server.start(options.place().address(), options.place().port());
            return page;
        } catch (RuntimeException e) {
            page.close();
            throw new IOException(
                    "page.address %s, page.port %d: cannot listen there: %s"
                            .formatted(
                                    options.place().address(),
                                    options.place().port(),
                                    e.getMessage()),
                    e);
        }
    }

    /**
     * Starts a page for this machine alone, on the given port, or on another one where that is
     * taken.
     *
     * @throws IOException if there is no port
     */
    public static PageServer near(KafkaOptions kafka, int preferredPort, Commands commands)
            throws IOException {
        try {
            return start(PageOptions.onLoopback(kafka, preferredPort), commands);
        } catch (IOException taken) {
            return start(PageOptions.onLoopback(kafka, 0), commands);
        }
    }

    /** Where it listens, such as {@code http://127.0.0.1:8090/}. */
    public String url() {
        String host = options.place().address();
        return "http://"
                + (host.contains(":") ? "[" + host + "]" : host)
                + ":"
                + server.port()
                + "/";
    }

    /** What it shows. */
    public LiveView view() {
        return view;
    }

    /** What Kafka refuses, one line; empty if all is well. */
    String trouble() {
        return feeds.trouble();
    }

    /** Stops at once. Idempotent. */
    @Override
    public void close() {
        feeds.close();
        Javalin unused = server.stop();
        frames.close();
    }

    private static void configure(JavalinConfig config) {
        config.showJavalinBanner = false;
        config.startupWatcherEnabled = false;
        config.http.maxRequestSize = MAX_REQUEST_BYTES;
        config.http.disableCompression(); // what is live would wait in its buffers
        config.jetty.threadPool = new QueuedThreadPool(THREADS, 4, 60_000);
        config.jsonMapper(new JavalinJackson(JsonMapper.builder().build(), false));
    }

    private void addRoutes(Commands commands) {
        LiveStream stream = new LiveStream(view, feeds::trouble);
        PageFiles files = new PageFiles();
        Gate gate = new Gate(options.access(), Clock.systemUTC());
        var unusedGate = server.before(gate::check);
        var unusedFull =
                server.before(
                        "/api/live",
                        context -> {
                            if (stream.isFull()) {
                                throw new ServiceUnavailableResponse(
                                        "%d pages are open: close one"
                                                .formatted(LiveStream.MAX_CLIENTS));
                            }
                        });
        var unusedIndex = server.get("/", context -> files.send("index.html", context));
        files.names()
                .forEach(
                        name -> {
                            var unused =
                                    server.get("/" + name, context -> files.send(name, context));
                        });
        var unusedStream = server.sse("/api/live", stream::serve);
        new LoginApi(gate).addTo(server);
        Changes changes = new Changes(commands);
        new CameraApi(view, new PastScores(clients)).addTo(server);
        new AlertApi(view, frames, changes).addTo(server);
        new RuleApi(changes).addTo(server);
        new CameraChangeApi(changes).addTo(server);
        new ModelApi(changes).addTo(server);
        addProblems();
    }

    private void addProblems() {
        var unusedMalformed =
                server.exception(
                        JsonProcessingException.class,
                        (e, context) ->
                                context.status(HttpStatus.BAD_REQUEST)
                                        .json(
                                                new Problem(
                                                        "malformed JSON: "
                                                                + e.getOriginalMessage())));
        var unusedRefusal =
                server.exception(
                        HttpResponseException.class,
                        (e, context) ->
                                context.status(e.getStatus()).json(new Problem(e.getMessage())));
        var unusedFailure =
                server.exception(
                        Exception.class,
                        (e, context) -> {
                            LOG.warn("{} cannot be answered", context.path(), e);
                            context.status(HttpStatus.INTERNAL_SERVER_ERROR)
                                    .json(new Problem("unexpected error, see the log of the page"));
                        });
    }
}
