package io.framewatch.event;

import java.time.Instant;
import java.util.Objects;

/** An announcement about a model. */
public record ModelDeployment(String name, String version, Role role, Instant announcedAt)
        implements Deployment {

    public ModelDeployment {
        Texts.require("model name", name);
        Texts.require("model version", version);
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(announcedAt, "announcedAt");
    }

    /** The name, or {@code name/shadow} of a shadow, which stands beside the active version. */
    @Override
    public String key() {
        return role instanceof Role.Shadow ? shadowKey() : name;
    }

    /** Key of the record of a shadow of this name. */
    public String shadowKey() {
        return name + "/shadow";
    }

    /** Key of a record that keeps a model's version before; such a record announces nothing. */
    public static String previousKey(String name) {
        return name + "/previous";
    }

    @Override
    public boolean isAnnouncedBy(String key) {
        return !previousKey(name).equals(key);
    }

    /** The same, announced at another time. */
    public ModelDeployment again(Instant time) {
        return new ModelDeployment(name, version, role, time);
    }

    @Override
    public ModelDeployment retired(Instant time) {
        return new ModelDeployment(name, version, new Role.Retired(), time);
    }
}
