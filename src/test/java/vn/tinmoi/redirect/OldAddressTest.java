package vn.tinmoi.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class OldAddressTest {
    @Property(tries = 500)
    void whatAnAddressIsKnownByIsKnownByItself(@ForAll("addresses") String address) {
        var key = OldAddress.key(address);

        assertThat(OldAddress.key(key))
                .as(address)
                .isEqualTo(key)
                .startsWith("/")
                .isASCII();
    }

    @Provide
    Arbitrary<String> addresses() {
        return Arbitraries.of(
                        "/", "a", "?", "&", "=", "%3A", ":", "%2F", "%25", "%", "đ", " ", "utm_x=1", "p=1", "+",
                        "&amp;", "%E9")
                .list()
                .ofMaxSize(12)
                .map(parts -> "/" + String.join("", parts));
    }
}
