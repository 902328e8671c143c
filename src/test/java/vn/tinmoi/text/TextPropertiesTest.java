package vn.tinmoi.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.owasp.html.Sanitizers;
import vn.tinmoi.text.Typing.Typed;

final class TextPropertiesTest {
    private static final String GONE =
            "(?s).*[\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F\\u00AD\\u034F\\u200B\\u200C\\u2060\\uFEFF"
                    + "\\u2028-\\u202E\\u2066-\\u2069].*";

    @Provide
    Arbitrary<Typed> mixed() {
        return Typing.mixed();
    }

    @Provide
    Arbitrary<Typed> twoSchools() {
        return Typing.twoSchools();
    }

    @Provide
    Arbitrary<String> anything() {
        return Typing.anything();
    }

    @Property
    void howATextWasSentDoesNotMatter(@ForAll("mixed") Typed text) {
        assertThat(VnText.clean(text.sent())).isEqualTo(VnText.clean(text.composed()));
        assertThat(VnText.cleanHtml(text.sent())).isEqualTo(text.composed());
        assertThat(VnText.fold(text.sent())).isEqualTo(VnText.fold(text.composed()));
        assertThat(VnText.equalTones(text.sent())).isEqualTo(VnText.equalTones(text.composed()));
        assertThat(Slugs.of(text.sent())).isEqualTo(Slugs.of(text.composed()));
    }

    @Property
    void aFoldedVietnameseTextIsAscii(@ForAll("mixed") Typed text) {
        assertThat(VnText.fold(text.sent())).matches("[a-z0-9 /.,-]*").hasSameSizeAs(text.composed());
    }

    @Property
    void whereTheToneStandsDoesNotMatter(@ForAll("twoSchools") Typed text) {
        assertThat(VnText.equalTones(text.sent())).isEqualTo(VnText.equalTones(text.composed()));
        assertThat(VnText.equalTones(Normalizer.normalize(text.sent(), Normalizer.Form.NFD)))
                .isEqualTo(VnText.equalTones(text.composed()));
        assertThat(VnText.fold(text.sent())).isEqualTo(VnText.fold(text.composed()));
    }

    @Property
    void foldingGivesOneUnitForEachOfTheNfcTextAndIsDoneOnce(@ForAll("anything") String text) {
        var nfc = Nfc.of(text);

        assertThat(VnText.fold(text)).hasSameSizeAs(nfc).isEqualTo(VnText.fold(VnText.fold(text)));
        assertThat(VnText.equalTones(text)).hasSameSizeAs(nfc).isEqualTo(VnText.equalTones(VnText.equalTones(text)));
        assertThat(VnText.fold(VnText.equalTones(text))).isEqualTo(VnText.fold(text));
    }

    @Property
    void whatIsCleanIsNfcWithoutInvisibleCharactersAndStaysAsItIs(@ForAll("anything") String text) {
        var clean = VnText.clean(text);
        var line = VnText.cleanLine(text);

        assertThat(Normalizer.isNormalized(clean, Normalizer.Form.NFC)).isTrue();
        assertThat(clean).doesNotMatch(GONE).isEqualTo(VnText.clean(clean)).doesNotContain("  ");
        assertThat(line).doesNotMatch(GONE).isEqualTo(VnText.cleanLine(line)).doesNotContain("\n", "\t", "  ");
        assertThat(VnText.cleanLine(clean)).isEqualTo(line);
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(clean)).isTrue();
    }

    @Property
    void cleanHtmlLeavesEveryTagAndIsDoneOnce(@ForAll("anything") String html) {
        var sanitised = Sanitizers.FORMATTING.sanitize(html);
        var clean = VnText.cleanHtml(sanitised);

        assertThat(VnText.cleanHtml(clean)).isEqualTo(clean);
        assertThat(tags(clean)).isEqualTo(tags(sanitised));
    }

    @Property
    void cleanHtmlTakesAnyText(@ForAll("anything") String html) {
        assertThat(VnText.cleanHtml(html)).hasSizeLessThanOrEqualTo(3 * html.length()); // NFC triples at most
    }

    @Property
    void aSlugFitsIntoAnAddress(@ForAll("anything") String title) {
        assertThat(Slugs.of(title)).matches("[a-z0-9]+(-[a-z0-9]+)*").hasSizeBetween(1, Slugs.MAX_LENGTH);
        assertThat(Slugs.of(VnText.cleanLine(title))).isEqualTo(Slugs.of(title));
        assertThat(Slugs.of(Slugs.of(title))).isEqualTo(Slugs.of(title));
    }

    @Property
    void anExcerptIsCleanAndNoLongerThanAsked(
            @ForAll("anything") String html, @ForAll @IntRange(min = 1, max = 60) int max) {
        var excerpt = Excerpt.plain(html, max);

        assertThat(VnText.length(excerpt)).isLessThanOrEqualTo(max);
        assertThat(Normalizer.isNormalized(excerpt, Normalizer.Form.NFC)).isTrue();
        assertThat(VnText.cleanLine(excerpt))
                .hasSameSizeAs(excerpt); // half a foreign word may look like a Vietnamese one
    }

    private static List<String> tags(String html) {
        return Pattern.compile("<[^>]*>")
                .matcher(html)
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
