package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class H264PicturesTest {

    @ParameterizedTest
    @ValueSource(strings = {"key-frames", "b-frames", "intra-refresh"})
    void shouldFindNoGapInAWholeStream(String name) throws Exception {
        assertThat(gaps(TestingH264.read(name))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"key-frames, 30, 30", "intra-refresh, 98, 98", "b-frames, 8, 8"})
    void shouldFindAMissingReference(String name, int missing, int gap) throws Exception {
        assertThat(gaps(TestingH264.read(name).without(missing))).containsExactly(gap);
    }

    @Test
    void shouldNotMissWhatNoneRefersTo() throws Exception {
        assertThat(gaps(TestingH264.read("b-frames").without(9))).isEmpty();
    }

    @Test
    void shouldTellFieldsFromPictures() {
        TestingH264 fields = TestingFields.stream(50, 20);
        H264Pictures pictures = new H264Pictures(new byte[0]);

        for (int field = 0; field < fields.size(); field++) {
            pictures.follow(bytes(fields.picture(field)));

            assertThat(pictures.isAfterGap()).as("field %d", field).isFalse();
            assertThat(pictures.isSecondField()).as("field %d", field).isEqualTo(field % 2 == 1);
        }
    }

    @Test
    void shouldNotPairFieldsOfDifferentPictures() {
        TestingH264 fields = TestingFields.stream(4, 20);
        H264Pictures pictures = new H264Pictures(new byte[0]);

        pictures.follow(bytes(fields.picture(0)));
        pictures.follow(bytes(fields.picture(3)));

        assertThat(pictures.isSecondField()).isFalse();
    }

    /** As MP4 and Matroska have it; the parameters are in the description of the track. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldReadUnitsWithTheirLength(int lengthBytes) throws Exception {
        TestingH264 stream = TestingH264.read("key-frames").without(30);
        H264Pictures pictures = new H264Pictures(avcc(stream, lengthBytes));
        List<Integer> gaps = new ArrayList<>();

        for (int picture = 0; picture < stream.size(); picture++) {
            pictures.follow(withLengths(stream.picture(picture), lengthBytes));
            if (pictures.isAfterGap()) {
                gaps.add(picture);
            }
        }

        assertThat(gaps).containsExactly(30);
    }

    @Test
    void shouldKnowNothingAfterAPacketWithoutSlice() throws Exception {
        TestingH264 stream = TestingH264.read("key-frames");
        H264Pictures pictures = new H264Pictures(new byte[0]);

        pictures.follow(bytes(stream.picture(0)));
        pictures.follow(new byte[] {0, 0, 1, 9});
        pictures.follow(bytes(stream.picture(20)));

        assertThat(pictures.isAfterGap()).isFalse();
    }

    private static List<Integer> gaps(TestingH264 stream) {
        H264Pictures pictures = new H264Pictures(new byte[0]);
        List<Integer> gaps = new ArrayList<>();
        for (int picture = 0; picture < stream.size(); picture++) {
            pictures.follow(bytes(stream.picture(picture)));
            if (pictures.isAfterGap()) {
                gaps.add(picture);
            }
        }
        return gaps;
    }

    private static byte[] bytes(List<byte[]> units) {
        return new TestingH264(units).bytes();
    }

    private static byte[] avcc(TestingH264 stream, int lengthBytes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] sps = stream.sps();
        bytes.writeBytes(new byte[] {1, sps[1], sps[2], sps[3], (byte) (0xfc | lengthBytes - 1)});
        bytes.write(0xe1);
        bytes.write(sps.length >> 8);
        bytes.write(sps.length);
        bytes.writeBytes(sps);
        return bytes.toByteArray();
    }

    /** Of a slice the beginning only: it must fit into the length. */
    private static byte[] withLengths(List<byte[]> units, int lengthBytes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] unit : units) {
            byte[] head = Arrays.copyOf(unit, Math.min(unit.length, 200));
            for (int i = lengthBytes - 1; i >= 0; i--) {
                bytes.write(head.length >> 8 * i);
            }
            bytes.writeBytes(head);
        }
        return bytes.toByteArray();
    }
}
