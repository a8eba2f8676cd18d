package io.framewatch.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;

class PageOptionsTest {

    private static final String TOKEN = "0123456789abcdef";

    @Test
    void shouldListenOnThisMachineAloneWithoutALogin() throws Exception {
        PageOptions options = read("");

        assertThat(options.place()).isEqualTo(new PageOptions.Place("127.0.0.1", 8090));
        assertThat(options.access().isGuarded()).isFalse();
    }

    @Test
    void shouldNotListenElsewhereWithoutALogin() {
        assertThatThrownBy(() -> read("page: {address: 0.0.0.0}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("page.address")
                .hasMessageContaining("'0.0.0.0' must be of this machine alone");
    }

    @Test
    void shouldListenElsewhereWithAToken() throws Exception {
        PageOptions options = read("page: {address: 0.0.0.0, viewer-token: " + TOKEN + "}");

        assertThat(options.access().ofToken(TOKEN)).contains(Role.VIEWER);
        assertThat(options.access().ofToken(TOKEN + "x")).isEmpty();
        assertThat(options.access().ofToken(null)).isEmpty();
        assertThat(options.toString()).doesNotContain(TOKEN);
    }

    @Test
    void shouldRefuseAShortTokenWithoutShowingIt() {
        assertThatThrownBy(() -> read("page: {operator-token: s3cret}"))
                .hasMessageContaining("operator-token must have at least 16 characters")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void shouldBelieveAnIdentityOfAProxyAlone() throws Exception {
        Access access =
                read("page: {identity-header: X-User, operators: [ann], proxies: [10.0.0.1]}")
                        .access();

        assertThat(access.ofIdentity("10.0.0.1", "ann")).contains(Role.OPERATOR);
        assertThat(access.ofIdentity("10.0.0.1", "bob")).contains(Role.VIEWER);
        assertThat(access.ofIdentity("10.0.0.2", "ann")).isEmpty();
        assertThat(access.ofIdentity("10.0.0.1", null)).isEmpty();
    }

    private static PageOptions read(String page) throws ConfigurationException {
        return PageOptions.of(
                Configuration.parse("test", "kafka: {bootstrap-servers: 'kafka:9092'}\n" + page));
    }
}
