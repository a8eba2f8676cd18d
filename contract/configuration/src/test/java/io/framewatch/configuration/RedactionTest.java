package io.framewatch.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    rtsp://admin:s3cret@10.0.0.5/stream           | rtsp://***@10.0.0.5/stream
                    Unable to open rtsp://a:s3cret@cam:554/s now  | Unable to open rtsp://***@cam:554/s now
                    rtsp://a:s3/c@r?e#t@cam/s                     | rtsp://***@cam/s
                    http://cam/video?user=admin&pwd=s3cret&q=1    | http://cam/video?user=admin&pwd=***&q=1
                    http://cam/video?Password=s3cret              | http://cam/video?Password=***
                    rtsp://cam/user=admin_password=s3cret_ch=1    | rtsp://cam/user=admin_password=***
                    Authorization: Basic YWRtaW46czNjcmV0         | Authorization: ***
                    no value for key 's3'cret' in JAAS config     | no value for key '***' in JAAS config
                    """)
    void shouldHideSecrets(String text, String expected) {
        assertThat(Redaction.hide(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtsp://10.0.0.5:554/stream", "clip.mp4", "mail me@example.org"})
    void shouldLeaveTheRestAlone(String text) {
        assertThat(Redaction.hide(text)).isEqualTo(text);
    }
}
