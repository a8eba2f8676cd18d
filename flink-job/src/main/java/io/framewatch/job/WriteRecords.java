package io.framewatch.job;

import io.framewatch.event.Alert;
import io.framewatch.event.Classification;
import io.framewatch.event.DeadLetter;
import io.framewatch.event.ShedFrame;
import io.framewatch.sink.KafkaSinks;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;

/** Writes each stream to its topic, all with the guarantee of the options. */
final class WriteRecords {

    private final JobOptions options;
    private final KafkaSinks sinks;

    WriteRecords(JobOptions options) {
        this.options = options;
        this.sinks =
                new KafkaSinks(
                        options.kafka().clientProperties(), options.execution().toDelivery());
    }

    DataStreamSink<Classification> classifications(DataStream<Classification> stream) {
        return stream.sinkTo(
                        sinks.classifications(options.kafka().topic(JobTopics.CLASSIFICATIONS)))
                .name("write classifications")
                .uid("classifications-sink");
    }

    DataStreamSink<Alert> alerts(DataStream<Alert> stream) {
        return stream.sinkTo(sinks.alerts(options.kafka().topic(JobTopics.ALERTS)))
                .name("write alerts")
                .uid("alerts-sink");
    }

    DataStreamSink<DeadLetter> deadLetters(DataStream<DeadLetter> stream) {
        return stream.sinkTo(sinks.deadLetters(options.kafka().topic(JobTopics.DEAD_LETTERS)))
                .name("write dead letters")
                .uid("dead-letters-sink");
    }

    DataStreamSink<ShedFrame> shedFrames(DataStream<ShedFrame> stream) {
        return stream.sinkTo(sinks.shedFrames(options.kafka().topic(JobTopics.SHED)))
                .name("write shed frames")
                .uid("shed-sink");
    }
}
