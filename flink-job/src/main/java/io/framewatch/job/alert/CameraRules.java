package io.framewatch.job.alert;

import io.framewatch.event.AlertRule;
import io.framewatch.event.CameraId;
import io.framewatch.event.RuleCondition.Scored;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * The rules that watch one camera at a time.
 *
 * @param tags the camera's tags by which they were selected
 * @param scored those on scores, by id
 * @param others those on silence and views, by id
 * @param signature tells one set of revisions from another; the same in every process
 */
record CameraRules(
        Collection<String> tags,
        List<RuleRevision> scored,
        List<RuleRevision> others,
        long signature) {

    /**
     * A rule with its revision.
     *
     * @param revision see {@link AlertRule#revision()}
     */
    record RuleRevision(AlertRule rule, String revision) {

        static RuleRevision of(AlertRule rule) {
            return new RuleRevision(rule, rule.revision());
        }

        private boolean isScored() {
            return rule.condition() instanceof Scored;
        }
    }

    static CameraRules of(CameraId camera, Collection<String> tags, List<RuleRevision> rules) {
        List<RuleRevision> own =
                rules.stream()
                        .filter(rule -> rule.rule().selector().selects(camera, tags))
                        .toList();
        return new CameraRules(
                tags,
                own.stream().filter(RuleRevision::isScored).toList(),
                own.stream().filter(rule -> !rule.isScored()).toList(),
                signature(own));
    }

    /** Whether a revision is among them. */
    boolean have(String id, String revision) {
        return has(scored, id, revision) || has(others, id, revision);
    }

    private static boolean has(List<RuleRevision> rules, String id, String revision) {
        return rules.stream()
                .anyMatch(rule -> rule.rule().id().equals(id) && rule.revision().equals(revision));
    }

    private static long signature(List<RuleRevision> rules) {
        StringBuilder text = new StringBuilder();
        for (RuleRevision rule : rules) {
            text.append(rule.rule().id()).append('/').append(rule.revision()).append('\n');
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        UUID digest = UUID.nameUUIDFromBytes(bytes);
        return ByteBuffer.allocate(Long.BYTES).putLong(digest.getLeastSignificantBits()).getLong(0);
    }
}
