package io.framewatch.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    rtsp://admin:s3cret@10.0.0.5/stream           | rtsp://***@10.0.0.5/stream
                    Unable to open rtsp://a:s3cret@cam:554/s now  | Unable to open rtsp://***@cam:554/s now
                    rtsp://a:s3/c@r?e#t@cam/s                     | rtsp://***@cam/s
                    rtsp://a:s3 cret@cam/s                        | rtsp://***@cam/s
                    uri 'rtsp:/admin:s3cret@cam/s' must be        | uri '***@cam/s' must be
                    uri 'rtsp:admin:s3cret@cam/s' must be         | uri '***@cam/s' must be
                    rtsp//admin:s3cret@cam/s                      | ***@cam/s
                    rtsp:\\\\admin:s3cret@cam/s                   | ***@cam/s
                    admin:s3=cret@cam/s                           | ***@cam/s
                    gate=admin:s3cret@cam/s                       | ***@cam/s
                    'gate=rtsp://admin:s3cret@cam/s'              | 'gate=rtsp://***@cam/s'
                    'rtsp://admin:s3cret%40cam/s'                 | 'rtsp://admin:***'
                    rtsp://admin:s3cret/cam                       | rtsp://admin:***
                    rtsp://admin:123456789/cam                    | rtsp://admin:***
                    http://cam/video?user=admin&pwd=s3cret&q=1    | http://cam/video?user=admin&pwd=***
                    http://cam/video?pwd=s3&cret                  | http://cam/video?pwd=***
                    http://cam/video?Password=s3cret              | http://cam/video?Password=***
                    'rtmp://cam/x?psw=s3cret' must be             | 'rtmp://cam/x?psw=***' must be
                    http://cam/x?a=1&auth=s3cret                  | http://cam/x?a=1&auth=***
                    http://cam/x?access_token=s3cret              | http://cam/x?access_token=***
                    http://cam/x?key=s3cret                       | http://cam/x?key=***
                    http://cam/x?loginuse=admin&loginpas=s3cret   | http://cam/x?loginuse=admin&loginpas=***
                    http://cam/x?psw%3Ds3cret                     | http://cam/x?psw%3D***
                    http://cam/x;user:admin;pwd:s3cret            | http://cam/x;user:admin;pwd:***
                    {"user": "admin", "password": "s3 cret"}      | {"user": "admin", "password": ***}
                    rtsp://cam/user=admin_password=s3cret_ch=1    | rtsp://cam/user=admin_password=***
                    Unknown options: '--password', 's3 cret'      | Unknown options: '--password', '***'
                    Authorization: Basic YWRtaW46czNjcmV0         | Authorization: ***
                    Set-Cookie: session s3cret                    | Set-Cookie: ***
                    no value for key 's3'cret' in JAAS config     | no value for key '***' in JAAS config
                    mail me@example.org                           | mail ***@example.org
                    """)
    void shouldHideSecrets(String text, String expected) {
        assertThat(Redaction.hide(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rtsp://10.0.0.5:554/stream",
                "rtsp://[fe80::1]:554/stream?channel=1&subtype=0",
                "SASL_SSL://kafka:9093: it does not answer",
                "clip.mp4",
                "user name or password is wrong or missing",
                "credentials[0].password: the hidden value must be text",
                "Unknown option: '@file'",
                "rules[0].label: 'cra' must be a label of the model, such as 'car'"
            })
    void shouldLeaveTheRestAlone(String text) {
        assertThat(Redaction.hide(text)).isEqualTo(text);
    }
}
