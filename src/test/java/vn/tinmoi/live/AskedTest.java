package vn.tinmoi.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AskedTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "lastEventId",
                "lastEventID",
                "Last-Event-ID",
                "last-event-id",
                "evs_last_event_id",
                "LASTEVENTID",
                "last%45vent%49d",
                "Last%2DEvent%2DID"
            })
    void whatPolyfillsRepeatIsACursorAndWinsOverTheFirstOne(String name) {
        assertThat(cursor(name + "=e-7")).isEqualTo("e-7");
        assertThat(cursor("after=e-1&" + name + "=e-7")).isEqualTo("e-7");
        assertThat(cursor(name + "=e-7&topics=news&after=e-1")).isEqualTo("e-7");
        assertThat(cursor(name + "=e%2D7")).isEqualTo("e-7");
    }

    @Test
    void ofSeveralTheLastThatIsNotBlankCounts() {
        assertThat(cursor("lastEventId=e-1&lastEventId=e-2")).isEqualTo("e-2");
        assertThat(cursor("lastEventId=e-2&evs_last_event_id=e-1")).isEqualTo("e-1");
        assertThat(cursor("last-event-id=e-3&lastEventID=&Last-Event-ID=%20+")).isEqualTo("e-3");
        assertThat(cursor("after=e-1&after=e-2&after=")).isEqualTo("e-2");
        assertThat(cursor("lastEventId=&lastEventID&after=e-1")).isEqualTo("e-1");
        assertThat(cursor("lastEventId=&after=")).isNull();
        assertThat(cursor("")).isNull();
        assertThat(cursor(null)).isNull();
    }

    @Test
    void severalTopicsAreOneList() {
        assertThat(Asked.of("topics=news&x=1&topics=stats%2Cfeatured&topics=").topics())
                .isEqualTo("news,stats,featured");
    }

    @Test
    void whatCannotBeDecodedStandsForItselfAndIsNamed() {
        assertThat(Asked.of("topics=news,%zz&after=%&x=%4&y=%41"))
                .isEqualTo(new Asked("news,%zz", "%", List.of("topics=news,%zz", "after=%", "x=%4")));
        assertThat(Asked.of("%").unreadable()).containsExactly("%");
        assertThat(Asked.of("%&".repeat(500)).unreadable()).hasSize(16);
        assertThat(Asked.of("x=%" + "y".repeat(500)).unreadable())
                .allSatisfy(named -> assertThat(named).hasSize(85));
    }

    @Provide
    Arbitrary<String> garbage() {
        return Arbitraries.strings()
                .withChars("%&=;+,-/?#azAZ09_")
                .withCharRange(' ', '\ud7ff') // half a pair of surrogates has no UTF-8
                .ofMaxLength(60);
    }

    /** What is understood does not depend on what stands around it. */
    @Property
    void aGoodParameterIsUnderstoodWhateverStandsBeforeIt(
            @ForAll("garbage") String garbage, @ForAll("garbage") String value) {
        var escaped = URLEncoder.encode(value, StandardCharsets.UTF_8);

        var asked = Asked.of(garbage + "&topics=stats&lastEventId=" + escaped + "x");

        assertThat(asked.topics()).endsWith("stats");
        assertThat(asked.cursor()).endsWith("x").isEqualTo(value + "x");
        assertThat(asked.unreadable().isEmpty()).isEqualTo(!garbage.matches("(?s).*%(?![0-9a-fA-F]{2}).*"));
    }

    private static String cursor(String query) {
        return Asked.of(query).cursor();
    }
}
