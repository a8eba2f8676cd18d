package io.framewatch.classify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadTest {

    private static final Head HEAD = TestingHead.on("ab".repeat(32));
    private static final String JSON =
            """
            {
              "name" : "door",
              "version" : "1f6a02c4",
              "camera" : "camera-1",
              "backbone" : {
                "name" : "means",
                "version" : "1",
                "sha256" : "abababababababababababababababababababababababababababababababab"
              },
              "states" : [ {
                "label" : "dark",
                "pictures" : 10,
                "recognised" : 9,
                "bias" : 6.0,
                "weights" : [ -0.5, 0.0, 0.0 ]
              }, {
                "label" : "bright",
                "pictures" : 12,
                "recognised" : 12,
                "bias" : -6.0,
                "weights" : [ 0.5, 0.0, 0.0 ]
              } ],
              "training" : {
                "accuracy" : 0.95,
                "accuracyFrom" : 0.78,
                "accuracyTo" : 0.99,
                "warnings" : [ "The pictures are few." ]
              },
              "created" : "2026-11-25T12:00:00Z"
            }""";

    @Test
    void shouldWriteTheseBytes() {
        assertThat(new String(HEAD.toJson(), UTF_8)).isEqualTo(JSON);
    }

    @Test
    void shouldReadWhatItWrote() throws Exception {
        assertThat(read(JSON)).isEqualTo(HEAD);
        assertThat(HEAD.labels()).containsExactly("dark", "bright");
    }

    @Test
    void shouldReadWhatALaterVersionAdds() throws Exception {
        assertThat(read(JSON.replace("\"camera\"", "\"later\": 1, \"camera\""))).isEqualTo(HEAD);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"camera-1\"', '\" \"', '/camera \" \": does not match'",
        "abab, ABAB, /backbone/sha256",
        "'\"recognised\" : 12', '\"recognised\" : 13', recognised 13: must be from 0 to its 12",
        "'[ 0.5, 0.0, 0.0 ]', '[ 0.5, 0.0 ]', all have as many weights",
        "'\"bright\"', '\"dark\"', labels of states must differ",
        "'0.95', '1.95', /training/accuracy 1.95",
        "'12:00:00Z', '12:61:00Z', 12:61:00Z",
        "'}, {', '', not JSON"
    })
    void shouldNameWhatIsWrong(String part, String wrong, String problem) {
        assertThat(problems(JSON.replace(part, wrong))).contains(problem);
    }

    @Test
    void shouldHaveTwoStates() {
        List<HeadState> one = HEAD.states().subList(0, 1);

        assertThatThrownBy(
                        () ->
                                new Head(
                                        "door",
                                        "1",
                                        "camera-1",
                                        HEAD.backbone(),
                                        one,
                                        HEAD.origin()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("head 'door' has 1 states: must be at least 2");
    }

    private static Head read(String json) throws Exception {
        return Head.read(name -> new ByteArrayInputStream(json.getBytes(UTF_8)));
    }

    private static String problems(String json) {
        InvalidModelException refused =
                catchThrowableOfType(InvalidModelException.class, () -> read(json));
        assertThat(refused).isNotNull().hasMessageContaining("invalid head.json");
        return String.join("\n", refused.problems());
    }
}
