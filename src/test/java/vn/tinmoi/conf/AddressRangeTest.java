package vn.tinmoi.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8, 127.255.0.9, 128.0.0.0",
        "127.0.0.1, 127.0.0.1, 127.0.0.2",
        "10.1.2.3/8, 10.200.0.1, 11.1.2.3",
        "172.16.0.0/12, 172.31.255.255, 172.32.0.0",
        "0.0.0.0/0, 203.0.113.7, 2001:db8::1",
        "192.168.4.0/23, 192.168.5.255, 192.168.6.0",
        "::1, 0:0:0:0:0:0:0:1, ::2",
        "fd00::/8, fdab::1, fe00::1",
        "2001:0ee0:0000:0001::/64, 2001:ee0:0:1:ffff::1, 2001:ee0:0:2::1",
        "::ffff:10.0.0.0/104, 10.9.9.9, 11.0.0.1",
        "::/0, 2001:db8::1, 10.0.0.1"
    })
    void aRangeHasTheAddressesThatBeginLikeIt(String range, String inside, String outside) throws UnknownHostException {
        var parsed = AddressRange.parse(range);

        assertThat(parsed).isNotNull();
        assertThat(parsed.contains(InetAddress.getByName(inside).getAddress())).isTrue();
        assertThat(parsed.contains(InetAddress.getByName(outside).getAddress())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "dead.beef",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0/8",
                "010.0.0.1",
                "256.0.0.1",
                "fd00::/129",
                ":::",
                "1:2",
                "fe80::1%eth0",
                "10.0.0.0/8/8",
                "::ffff:10.0.0.0/95",
                "10.0.0.1-10.0.0.9"
            })
    void nothingElseIsARange(String text) {
        assertThat(AddressRange.parse(text)).isNull();
    }

    @Test
    void aNameIsNotLookedUp() {
        assertThat(AddressRange.parse("tin.example.vn")).isNull();
    }
}
