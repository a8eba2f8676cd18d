package io.framewatch.job;

import io.framewatch.event.Alert;
import io.framewatch.event.Classification;
import io.framewatch.event.DeadLetter;
import io.framewatch.event.LedgerEntry;
import io.framewatch.event.ModelAgreement;
import io.framewatch.event.ModelStatus;
import io.framewatch.event.ShedFrame;
import io.framewatch.sink.Delivery;
import io.framewatch.sink.KafkaSinks;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.Topics;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;

/** Writes each stream to its topic. Streams about frames have the guarantee of the options. */
final class WriteRecords {

    private final KafkaSinks sinks;
    private final KafkaSinks atLeastOnce;

    WriteRecords(JobOptions options) {
        KafkaClients clients = new KafkaClients(options.kafka());
        this.sinks = new KafkaSinks(clients, options.execution().faultTolerance().toDelivery());
        this.atLeastOnce = new KafkaSinks(clients, Delivery.atLeastOnce());
    }

    DataStreamSink<Classification> classifications(DataStream<Classification> stream) {
        return stream.sinkTo(sinks.to(Topics.CLASSIFICATIONS))
                .name("write classifications")
                .uid("classifications-sink");
    }

    DataStreamSink<Alert> alerts(DataStream<Alert> stream) {
        return stream.sinkTo(sinks.to(Topics.ALERTS)).name("write alerts").uid("alerts-sink");
    }

    DataStreamSink<DeadLetter> deadLetters(DataStream<DeadLetter> stream) {
        return stream.sinkTo(sinks.to(Topics.DEAD_LETTERS))
                .name("write dead letters")
                .uid("dead-letters-sink");
    }

    /** At least once, so that whoever deploys a model need not wait for a checkpoint. */
    DataStreamSink<ModelStatus> modelStatus(DataStream<ModelStatus> stream) {
        return stream.sinkTo(atLeastOnce.<ModelStatus>to(Topics.MODEL_STATUS, "model-status"))
                .name("write model status")
                .uid("model-status-sink");
    }

    DataStreamSink<ModelAgreement> modelAgreements(DataStream<ModelAgreement> stream) {
        return stream.sinkTo(
                        atLeastOnce.<ModelAgreement>to(Topics.MODEL_STATUS, "model-agreements"))
                .name("write model agreements")
                .uid("model-agreements-sink");
    }

    DataStreamSink<ShedFrame> shedFrames(DataStream<ShedFrame> stream) {
        return stream.sinkTo(sinks.to(Topics.SHED)).name("write shed frames").uid("shed-sink");
    }

    DataStreamSink<LedgerEntry> ledger(DataStream<LedgerEntry> stream) {
        return stream.sinkTo(sinks.<LedgerEntry>to(Topics.LEDGER, "ledger"))
                .name("write ledger")
                .uid("ledger-sink");
    }

    /** With transactions of its own, because the sink of alerts is chained to what raises them. */
    DataStreamSink<Alert> ledgerAlerts(DataStream<Alert> stream) {
        return stream.sinkTo(sinks.<Alert>to(Topics.ALERTS, "ledger-alerts"))
                .name("write ledger alerts")
                .uid("ledger-alerts-sink");
    }
}
