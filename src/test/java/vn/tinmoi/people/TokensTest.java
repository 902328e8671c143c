package vn.tinmoi.people;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.desk.DeskTest.assertProblem;
import static vn.tinmoi.desk.TestDesk.get;

import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.desk.TestDesk;

final class TokensTest {
    private TestDesk bench;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Tokens tokens;

    @BeforeEach
    void open() {
        bench = new TestDesk();
        tokens = new Tokens(bench.db, "bootstrap-token-of-thirty-two-chars", () -> now);
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

    private Actor actor(String authorization) {
        return get(tokens.actor(authorization));
    }
}
