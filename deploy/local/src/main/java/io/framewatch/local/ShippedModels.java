package io.framewatch.local;

import java.nio.file.Path;

/** The trained models that come with the project; each folder has a card, {@code README.md}. */
public final class ShippedModels {

    private ShippedModels() {}

    /**
     * Ten easily told classes of photographs, trained from scratch.
     *
     * @param home the project's folder
     */
    public static Path imagenette(Path home) {
        return home.resolve("deploy/local/models/imagenette");
    }

    /**
     * Six kinds of vehicles and whatever is none, fine-tuned from {@link #imagenette}.
     *
     * @param home the project's folder
     */
    public static Path roadside(Path home) {
        return home.resolve("deploy/local/models/roadside");
    }
}
