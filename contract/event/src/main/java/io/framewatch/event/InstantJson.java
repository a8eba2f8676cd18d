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
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/**
 * Instants as {@code 2026-11-25T04:01:30.123456Z}: always six digits, what is finer is cut. The
 * JSR-310 module would write as many digits as a value happens to have.
 */
final class InstantJson {

    private static final DateTimeFormatter MICROSECONDS =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

    private InstantJson() {}

    static Module module() {
        return new SimpleModule("instants")
                .addSerializer(new Writer())
                .addDeserializer(Instant.class, new Reader());
    }

    private static final class Writer extends StdSerializer<Instant> {

        private static final long serialVersionUID = 1L;

        Writer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeString(MICROSECONDS.format(value));
        }
    }

    private static final class Reader extends StdDeserializer<Instant> {

        private static final long serialVersionUID = 1L;

        Reader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context)
                throws IOException {
            String text = json.getValueAsString();
            try {
                return Instant.parse(text);
            } catch (DateTimeException e) {
                return (Instant)
                        context.handleWeirdStringValue(
                                Instant.class, text, "must be ISO-8601 such as %s", Instant.EPOCH);
            }
        }
    }
}
