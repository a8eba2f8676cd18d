package io.framewatch.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.CameraId;
import io.framewatch.event.IngestedFrames;
import io.framewatch.event.LedgerEntry;
import io.framewatch.event.LedgerEntry.Ingested;
import io.framewatch.job.ledger.Answer.Kind;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

class LedgerStateTest {

    private static final CameraId VIEW = new CameraId("a-camera-with-a-long-name.a-region");
    private static final TypeSerializer<RunAccount> SERIALIZER =
            TypeInformation.of(RunAccount.class).createSerializer(new SerializerConfigImpl());

    @Test
    void shouldSerializeWithoutKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(Answer.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(IngestedFrames.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(LedgerEntry.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(RunAccount.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(ViewRuns.class);
    }

    @Test
    void shouldRestoreAnAccount() throws IOException {
        RunAccount account = account().with(new Overdue(7, 8, 9));
        DataOutputSerializer out = new DataOutputSerializer(64);

        SERIALIZER.serialize(account, out);
        RunAccount restored =
                SERIALIZER.deserialize(new DataInputDeserializer(out.getSharedBuffer()));

        assertThat(restored).usingRecursiveComparison().isEqualTo(account);
    }

    /** One run goes on, one was killed, and the others are closed. */
    @Test
    void shouldTakeLessThanFourKibibytes() throws IOException {
        int bytes =
                2 * bytes(account()) + (LedgerFunction.MAX_RUNS - 2) * bytes(account().closed());

        assertThat(bytes).isLessThan(4096);
    }

    private static RunAccount account() {
        RunAccount account = RunAccount.NEW;
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < 2 * CountedFrames.REMEMBERED; i++) {
                account =
                        account.plus(
                                new Answer(VIEW.value(), 1, 1_000 * kind.ordinal() + i, 0, kind));
            }
        }
        Ingested frames =
                new Ingested(
                        21_000,
                        Map.of("rate", 5_000L, "key-frames-only", 4_000L, "still", 3_000L),
                        Map.of("slow-broker", 1L, "damaged", 2L, "stopped", 3L, "refused", 4L),
                        8_000,
                        990);
        return account.with(new IngestedFrames(VIEW, 1, frames, false, Instant.EPOCH));
    }

    private static int bytes(RunAccount account) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        SERIALIZER.serialize(account, out);
        return out.length();
    }
}
