package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecoveryPointTest {

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    000001 06 06 01 c4 80 000001 41,              false,  0
                    000001 06 06 02 0a c0 80 000001 41,           false, 20
                    000001 09 f0 000001 06 01 01 55 06 01 24 80,  false,  3
                    000001 06 05 02 06 01 80 000001 41 9a,        false, -1
                    000001 41 9a 06 06 01 c4 80,                  false, -1
                    000001 4e 01 06 01 68 80 000001 02 01,        true,   0
                    000001 4e 01 06 01 24 80 000001 02 01,        true,   2
                    000001 06,                                    false, -1
                    '',                                           false, -1
                    """)
    void shouldReadHowManyPicturesItTakes(String bytes, boolean hevc, int pictures) {
        byte[] data = HexFormat.of().parseHex(bytes.replace(" ", ""));

        assertThat(RecoveryPoint.of(data, hevc)).isEqualTo(pictures);
    }
}
