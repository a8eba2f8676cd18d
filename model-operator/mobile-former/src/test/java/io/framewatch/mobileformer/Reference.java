package io.framewatch.mobileformer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Figures of the authors' implementation. {@code golden.json} has logits and activations in float64
 * for the weights and images of {@link Formula}. {@code state_dict.json} has the entries of its
 * checkpoints, and numbers of parameters and multiply-adds.
 */
public final class Reference {

    private static final JsonNode GOLDEN = read("golden.json");
    private static final JsonNode STATE_DICT = read("state_dict.json");

    private Reference() {}

    public static JsonNode golden(String variant) {
        return GOLDEN.get(variant);
    }

    static JsonNode stateDict(String variant) {
        return STATE_DICT.get(variant);
    }

    private static JsonNode read(String name) {
        try (InputStream in = Reference.class.getResourceAsStream(name)) {
            return new JsonMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
