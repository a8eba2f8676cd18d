package io.framewatch.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Events whose JSON is flat have a record for it; it must be what the schema describes. */
class WireFormsTest {

    @Test
    void shouldHaveTheKeysOfTheSchema() throws Exception {
        assertKeys(new EventType<>("model-deployment", Deployment.class), DeploymentJson.class);
        assertKeys(new EventType<>("model-status", ModelStatus.class), ModelStatusJson.class);
        assertKeys(new EventType<>("alert-rule", AlertRule.class), AlertRuleJson.class);
    }

    private static void assertKeys(EventType<?> type, Class<? extends Record> wireForm)
            throws Exception {
        JsonNode properties = new ObjectMapper().readTree(type.schema()).get("properties");

        assertThat(properties.fieldNames())
                .toIterable()
                .containsExactlyElementsOf(keys(wireForm).toList());
        assertThat(properties).allMatch(property -> property.has("description"));
    }

    private static Stream<String> keys(Class<?> record) {
        return Arrays.stream(record.getRecordComponents()).flatMap(WireFormsTest::keys);
    }

    private static Stream<String> keys(RecordComponent component) {
        return component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
                ? keys(component.getType())
                : Stream.of(name(component));
    }

    private static String name(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null ? component.getName() : named.value();
    }
}
