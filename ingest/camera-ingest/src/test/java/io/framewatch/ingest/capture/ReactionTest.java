package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReactionTest {

    @ParameterizedTest
    @CsvSource({
        "NO_SUCH_FILE,        RETRY_SLOWLY, GIVE_UP", // a camera on USB may be plugged in again
        "NO_PERMISSION,       RETRY_SLOWLY, GIVE_UP",
        "NOT_A_VIDEO,         RETRY,        GIVE_UP",
        "NO_VIDEO_TRACK,      RETRY_SLOWLY, GIVE_UP",
        "UNKNOWN_CODEC,       RETRY_SLOWLY, GIVE_UP", // its head may have been damaged
        "UNSAFE_CODEC,        RETRY_SLOWLY, RETRY_SLOWLY",
        "INCOMPLETE,          RETRY,        GIVE_UP",
        "UNSUPPORTED_ADDRESS, GIVE_UP,      GIVE_UP",
        "REFUSED,             RETRY,        RETRY",
        "UNREACHABLE,         RETRY,        RETRY",
        "CONNECTION_FAILED,   RETRY,        RETRY",
        "CONNECTION_LOST,     RETRY,        RETRY",
        "TIMEOUT,             RETRY,        RETRY",
        "NO_PICTURE,          RETRY,        GIVE_UP",
        "UNAUTHORIZED,        RETRY_SLOWLY, RETRY_SLOWLY", // cameras lock accounts
        "FORBIDDEN,           RETRY_SLOWLY, RETRY_SLOWLY",
        "NO_SUCH_STREAM,      RETRY_SLOWLY, RETRY_SLOWLY",
        "CAMERA_ERROR,        RETRY,        RETRY",
        "STREAM_ENDED,        RETRY,        GIVE_UP",
        "NO_MEMORY,           RETRY_SLOWLY, RETRY_SLOWLY", // other cameras may go
        "WEDGED,              RETRY,        RETRY",
        "STOPPED,             GIVE_UP,      GIVE_UP",
        "OTHER,               RETRY,        GIVE_UP"
    })
    void shouldDecideByTheReason(FailureReason reason, Reaction live, Reaction file) {
        assertThat(Reaction.to(reason, true)).isEqualTo(live);
        assertThat(Reaction.to(reason, false)).isEqualTo(file);
    }
}
