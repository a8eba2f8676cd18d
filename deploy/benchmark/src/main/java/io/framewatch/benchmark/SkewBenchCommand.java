package io.framewatch.benchmark;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.framewatch.cli.TextTable;
import io.framewatch.cli.model.OutputOption;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./framewatch bench skew}. */
@Command(
        name = "skew",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measures how cameras spread over partitions: a record of each simulated camera goes to a"
                        + " broker, which says where it is. Then how tasks share the partitions, as"
                        + " Flink's source does, and the cameras behind the exchange by camera.")
final class SkewBenchCommand implements Callable<Integer> {

    /** A broker that has just made hundreds of partitions is slow. */
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    @Option(names = "--cameras", defaultValue = "1000", description = "default: ${DEFAULT-VALUE}")
    private int cameras;

    @Option(
            names = "--partitions",
            split = ",",
            defaultValue = "12,24,60,120,720",
            description = "default: ${DEFAULT-VALUE}")
    private List<Integer> partitions;

    @Option(
            names = "--tasks",
            split = ",",
            defaultValue = "4,12,24,50,60",
            description = "parallel tasks; default: ${DEFAULT-VALUE}")
    private List<Integer> tasks;

    @Option(
            names = "--max-parallelism",
            defaultValue = "720",
            description = "the job's, of the keyed tasks; default: ${DEFAULT-VALUE}")
    private int maxParallelism;

    @Mixin private OutputOption output;

    @Override
    public Integer call() throws Exception { // any failure: no figure
        List<String> ids = IntStream.range(0, cameras).mapToObj("camera-%06d"::formatted).toList();
        List<CameraSkew> skews = new ArrayList<>();
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            for (int count : partitions) {
                skews.add(CameraSkew.of(count, partitions(broker, count, ids), tasks));
            }
        }
        Map<Integer, Double> keyed = new LinkedHashMap<>();
        for (int count : tasks) {
            keyed.put(count, CameraSkew.keyedMostToMean(ids, maxParallelism, count));
        }
        if (output.isJson()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("cameras", cameras);
            json.put("partitions", skews);
            json.put("maxParallelism", maxParallelism);
            json.put("keyedMostToMeanByTasks", keyed);
            System.out.println(JsonMapper.builder().build().writeValueAsString(json));
        } else {
            System.out.println(text(skews, keyed));
        }
        return 0;
    }

    /** The partition of each camera in a topic of so many. */
    private static List<Integer> partitions(EmbeddedBroker broker, int count, List<String> ids)
            throws ExecutionException, InterruptedException {
        // One request at a time: a partition that has just been made may refuse the first.
        Map<String, String> inOrder = Map.of("max.in.flight.requests.per.connection", "1");
        KafkaOptions kafka =
                new KafkaOptions(broker.bootstrapServers(), "skew-" + count + ".", count, inOrder);
        KafkaClients clients = new KafkaClients(kafka, TIMEOUT);
        TopicAdmin.ensure(clients, List.of(Topics.FRAMES));
        String topic = clients.fullName(Topics.FRAMES);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (Producer<byte[], byte[]> producer = clients.producer()) {
            for (String id : ids) {
                byte[] key = id.getBytes(StandardCharsets.UTF_8);
                sent.add(producer.send(new ProducerRecord<>(topic, key, new byte[0])));
            }
            producer.flush();
        }
        List<Integer> partitions = new ArrayList<>();
        for (Future<RecordMetadata> record : sent) {
            partitions.add(record.get().partition());
        }
        return partitions;
    }

    private String text(List<CameraSkew> skews, Map<Integer, Double> keyed) {
        List<List<String>> rows = new ArrayList<>();
        List<String> header =
                new ArrayList<>(List.of("PARTITIONS", "LEAST", "MEAN", "MOST", "EMPTY", "RATIO"));
        tasks.forEach(count -> header.add(count + " TASKS"));
        rows.add(header);
        for (CameraSkew skew : skews) {
            List<String> row =
                    new ArrayList<>(
                            List.of(
                                    "" + skew.partitions(),
                                    "" + skew.least(),
                                    number(skew.mean()),
                                    "" + skew.most(),
                                    "" + skew.empty(),
                                    number(skew.mostToMean())));
            tasks.forEach(count -> row.add(number(skew.mostToMeanByTasks().get(count))));
            rows.add(row);
        }
        List<String> last = new ArrayList<>(List.of("keyed", "", "", "", "", ""));
        tasks.forEach(count -> last.add(number(keyed.get(count))));
        rows.add(last);
        return TextTable.of(rows);
    }

    private static String number(Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%.2f", value);
    }
}
