package io.framewatch.cli.topics;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * That a topic has not what it must have.
 *
 * @param required what it must have
 * @param found what it has
 * @param remedy what changes it
 */
record TopicDifference(Requirement required, String found, Remedy remedy) {

    /** What changes a topic. */
    enum Remedy {
        /** {@code apply --alter}. */
        ALTER("--alter"),
        /** {@code apply --increase-partitions}. */
        INCREASE_PARTITIONS("--increase-partitions"),
        /** A reassignment of its replicas, which moves all of its data. */
        REASSIGN("kafka-reassign-partitions.sh"),
        /** Only a new topic. */
        NONE("cannot be changed");

        private final String text;

        Remedy(String text) {
            this.text = text;
        }
    }

    /** Such as {@code partitions 4, must be 12 (--increase-partitions)}. */
    String text() {
        return "%s %s, %s (%s)".formatted(required.setting(), found, required.rule(), remedy.text);
    }

    /** For scripts. */
    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("setting", required.setting());
        json.put("found", found);
        json.put("rule", required.rule());
        json.put("remedy", remedy.text);
        return json;
    }
}
