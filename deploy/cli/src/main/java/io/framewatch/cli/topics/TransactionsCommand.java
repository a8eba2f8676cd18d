package io.framewatch.cli.topics;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.TextTable;
import io.framewatch.cli.model.KafkaOption;
import io.framewatch.cli.model.OutputFormat;
import io.framewatch.cli.model.OutputOption;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.KafkaReason;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./framewatch topics transactions}. */
@Command(
        name = "transactions",
        sortOptions = false,
        description = {
            "Lists the transactions that are open on the topics. A job with exactly-once delivery has"
                    + " one a task and topic between two checkpoints. One that is older than a few"
                    + " checkpoints lingers: until END, when the broker aborts it, no consumer with"
                    + " isolation.level=read_committed sees what came after it.",
            "With --abort it is aborted now. Its records are lost, and a job that still writes with"
                    + " this id fails and starts again from its last checkpoint."
        },
        footer = {
            "",
            "  topics transactions --config framewatch.yaml",
            "  topics transactions --config framewatch.yaml --abort ID"
        })
final class TransactionsCommand implements Callable<Integer> {

    private static final List<String> HEADER =
            List.of("TRANSACTION", "STATE", "SINCE", "END", "PARTITIONS");

    @Option(
            names = "--abort",
            paramLabel = "ID",
            description = "abort this transaction; may be given several times")
    private List<String> aborted = new ArrayList<>();

    @Mixin private KafkaOption kafkaOption;

    @Mixin private OutputOption output;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        KafkaOptions kafka = kafkaOption.read();
        KafkaClients clients = new KafkaClients(kafka);
        PrintWriter out = command.commandLine().getOut();
        try (Admin admin = clients.admin()) {
            List<OpenTransaction> open = OpenTransaction.all(admin, clients);
            if (aborted.isEmpty()) {
                out.println(output.isJson() ? json(open) : text(open));
            } else {
                abort(admin, open, out);
            }
        } catch (ExecutionException e) {
            throw new CommandException(
                    "Kafka at %s does not serve its transactions: %s"
                            .formatted(kafka.bootstrapServers(), KafkaReason.of(e.getCause())),
                    e);
        }
        return CommandLine.ExitCode.OK;
    }

    /** A new epoch of the producer ends its transaction on all partitions. */
    private void abort(Admin admin, List<OpenTransaction> open, PrintWriter out)
            throws CommandException, ExecutionException, InterruptedException {
        List<String> ids = open.stream().map(OpenTransaction::id).toList();
        for (String id : aborted) {
            if (!ids.contains(id)) {
                throw new CommandException(
                        "--abort '%s' must be one of the open transactions %s".formatted(id, ids));
            }
        }
        for (String id : aborted) {
            admin.fenceProducers(List.of(id)).all().get();
            out.println("transaction/" + id + " aborted");
        }
    }

    private static String json(List<OpenTransaction> open) {
        return OutputFormat.json(open.stream().map(OpenTransaction::toJson).toList());
    }

    private static String text(List<OpenTransaction> open) {
        if (open.isEmpty()) {
            return "no transaction is open on the topics";
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        for (OpenTransaction transaction : open) {
            rows.add(
                    List.of(
                            transaction.id(),
                            transaction.stateName(),
                            transaction.since().truncatedTo(ChronoUnit.SECONDS).toString(),
                            transaction.end().truncatedTo(ChronoUnit.SECONDS).toString(),
                            transaction.partitions().stream()
                                    .map(TopicPartition::toString)
                                    .collect(Collectors.joining(","))));
        }
        return TextTable.of(rows);
    }
}
