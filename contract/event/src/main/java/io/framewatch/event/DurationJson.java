package io.framewatch.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;

/** Durations as ISO-8601 text, {@code PT2.5S}. */
final class DurationJson {

    private DurationJson() {}

    static Module module() {
        return new SimpleModule("durations")
                .addSerializer(new Writer())
                .addDeserializer(Duration.class, new Reader());
    }

    private static final class Writer extends StdSerializer<Duration> {

        private static final long serialVersionUID = 1L;

        Writer() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration value, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeString(value.toString());
        }
    }

    private static final class Reader extends StdDeserializer<Duration> {

        private static final long serialVersionUID = 1L;

        Reader() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser json, DeserializationContext context)
                throws IOException {
            String text = json.getValueAsString();
            try {
                return Duration.parse(text);
            } catch (DateTimeException e) {
                return (Duration)
                        context.handleWeirdStringValue(
                                Duration.class, text, "must be ISO-8601 such as PT2.5S");
            }
        }
    }
}
