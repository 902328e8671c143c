package vn.tinmoi.people;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.desk.DeskTest.assertProblem;
import static vn.tinmoi.desk.TestDesk.get;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.Await;
import vn.tinmoi.desk.TestDesk;
import vn.tinmoi.metric.Metrics;

final class TokensTest {
    private TestDesk bench;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Metrics metrics = new Metrics();
    private Tokens tokens;

    @BeforeEach
    void open() {
        bench = new TestDesk();
        tokens = new Tokens(bench.db, "bootstrap-token-of-thirty-two-chars", metrics, () -> now);
        assertThat(bench.rows("""
                INSERT INTO api_token (name, digest, may_publish)
                VALUES ('cms', sha256('cms-token'), true), ('ctv', sha256('ctv-token'), false)""")).isEmpty();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void eachTokenIsSomebodyWithTheirRights() {
        assertThat(actor("Bearer bootstrap-token-of-thirty-two-chars"))
                .isEqualTo(new Actor("token:settings", true, true));
        assertThat(actor("Bearer cms-token")).isEqualTo(new Actor("token:cms", true));
        assertThat(actor("bearer  ctv-token ")).isEqualTo(new Actor("token:ctv", false));
    }

    @Test
    void theSettingsTokenIsKnownWithItsLastUse() {
        assertThat(get(tokens.settings()).orElseThrow().usedAt()).isNull();

        actor("Bearer bootstrap-token-of-thirty-two-chars");
        Await.until(() -> get(tokens.settings()).orElseThrow().usedAt() != null);
        assertThat(get(tokens.settings()).orElseThrow().usedAt()).isEqualTo(now);
        now = now.plusSeconds(61);
        actor("Bearer bootstrap-token-of-thirty-two-chars");
        Await.until(() -> now.equals(get(tokens.settings()).orElseThrow().usedAt()));

        assertThat(get(new Tokens(bench.db, null, metrics, () -> now).settings()))
                .isEmpty();
    }

    @Test
    void everybodyElseIsNobody() {
        assertProblem("token.missing", () -> actor(null));
        assertProblem("token.missing", () -> actor("Basic cms-token"));
        assertProblem("token.unknown", () -> actor("Bearer "));
        assertProblem("token.unknown", () -> actor("Bearer cms-token x"));
        assertProblem("token.unknown", () -> actor("Bearer cms-toke"));
        assertProblem("token.unknown", () -> actor("Bearer " + "x".repeat(10_000)));
    }

    @Test
    void whoMayWriteIsKnownWithoutAProblemForTheOthers() {
        assertThat(get(tokens.knows("Bearer cms-token"))).isTrue();
        assertThat(get(tokens.knows("Bearer cms-toke"))).isFalse();
        assertThat(get(tokens.knows("Basic cms-token"))).isFalse();
        assertThat(get(tokens.knows(null))).isFalse();
    }

    @Test
    void aRevokedTokenWorksForTwoSecondsAtMost() {
        assertThat(actor("Bearer cms-token").name()).isEqualTo("token:cms");
        assertThat(bench.rows("UPDATE api_token SET revoked_at = now()")).isEmpty();

        now = now.plusMillis(2_000);
        assertThat(actor("Bearer cms-token").name()).isEqualTo("token:cms");
        now = now.plusMillis(1);
        assertProblem("token.unknown", () -> actor("Bearer cms-token"));
    }

    @Test
    void oneThatIsMadeHasItsRightsIsUsedAndEnds() {
        var admin = new Actor("person:admin", true, true);
        var token = get(tokens.issue(" Cổng tỉnh ", Set.of(Right.READ, Right.MEDIA), null, admin));

        var actor = actor("Bearer " + token);
        assertThat(actor).isEqualTo(new Actor("token:Cổng tỉnh", Set.of(Right.READ, Right.MEDIA), Set.of()));
        Await.until(() ->
                get(tokens.all()).stream().anyMatch(one -> one.name().equals("Cổng tỉnh") && now.equals(one.usedAt())));
        assertThat(metrics.scrape()).contains("tinmoi_token_uses_total{token=\"Cổng tỉnh\"} 1.0");

        var row = get(tokens.all()).stream()
                .filter(one -> one.name().equals("Cổng tỉnh"))
                .findFirst()
                .orElseThrow();
        assertThat(row.by()).isEqualTo("person:admin");
        get(tokens.end(row.id(), admin));
        now = now.plusMillis(2_001);
        assertProblem("token.unknown", () -> actor("Bearer " + token));
        assertThat(get(tokens.all())).extracting(Tokens.Token::name).containsExactly("cms", "ctv");
        assertProblem("token.taken", () -> get(tokens.issue("Cổng tỉnh", Set.of(Right.READ), null, admin)));
    }

    @Test
    void anExpiredOneIsToldSo() {
        var admin = new Actor("person:admin", true, true);
        var token = get(tokens.issue("một ngày", Set.of(Right.WRITE), now.plusSeconds(86_400), admin));
        assertThat(actor("Bearer " + token).may(Right.WRITE)).isTrue();

        now = now.plusSeconds(86_400);

        assertProblem("token.expired", () -> actor("Bearer " + token));
        assertThat(get(tokens.knows("Bearer " + token))).isFalse();
    }

    @Test
    void whatCannotBeMadeIsSaidAtItsField() {
        var admin = new Actor("person:admin", true, true);
        assertProblem("field.missing", () -> get(tokens.issue(" ", Set.of(Right.READ), null, admin)));
        assertProblem("field.too-long", () -> get(tokens.issue("x".repeat(61), Set.of(Right.READ), null, admin)));
        assertProblem("token.no-rights", () -> get(tokens.issue("x", Set.of(), null, admin)));
    }

    private Actor actor(String authorization) {
        return get(tokens.actor(authorization));
    }
}
