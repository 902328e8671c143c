package vn.tinmoi.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ClientAddressTest {
    private final ClientAddress addresses = new ClientAddress(Set.of("127.0.0.1", "10.0.0.7"));

    @Test
    void theLastHopThatIsNoProxyOfOursIsTheClient() {
        assertThat(behindProxy("203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(behindProxy("1.2.3.4, 203.0.113.9, 10.0.0.7")).isEqualTo("203.0.113.9");
        assertThat(addresses.behindProxy("127.0.0.1", List.of("1.2.3.4", "203.0.113.9")))
                .isEqualTo("203.0.113.9");
    }

    @Test
    void portsAndBracketsAreTakenOff() {
        assertThat(behindProxy("203.0.113.9:5123")).isEqualTo("203.0.113.9");
        assertThat(behindProxy("[2001:db8::1]:443")).isEqualTo("2001:db8::1");
    }

    @Test
    void whatIsNoAddressIsNotBelieved() {
        assertThat(behindProxy("unknown")).isEqualTo("127.0.0.1");
        assertThat(behindProxy("1.2.3.4, <script>")).isEqualTo("127.0.0.1");
        assertThat(addresses.behindProxy("127.0.0.1", List.of())).isEqualTo("127.0.0.1");
    }

    private String behindProxy(String forwardedFor) {
        return addresses.behindProxy("127.0.0.1", List.of(forwardedFor));
    }
}
