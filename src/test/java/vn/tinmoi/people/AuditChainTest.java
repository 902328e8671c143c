package vn.tinmoi.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.desk.TestDesk;

final class AuditChainTest {
    private TestDesk bench;
    private AuditChain chain;

    @BeforeEach
    void open() {
        bench = new TestDesk();
        chain = new AuditChain(bench.db, InstantSource.system());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void write(int rows) {
        bench.rows("""
                INSERT INTO audit (actor, action, detail, at)
                SELECT 'person:an', 'test', jsonb_build_object('n', n, 'name', 'Núi Mây'), now() - interval '2 minutes'
                  FROM generate_series(1, $1::int) n""", rows);
    }

    /** As whoever has the database in their hands. */
    private void tamper(String statement) {
        bench.rows("ALTER TABLE audit DISABLE TRIGGER audit_grows");
        bench.rows(statement);
        bench.rows("ALTER TABLE audit ENABLE TRIGGER audit_grows");
    }

    private AuditChain.Report verified() {
        return get(chain.verify());
    }

    @Test
    void everyRowIsChainedOnceAlsoByTwoNodesAtATime() {
        write(2_500);
        bench.rows("INSERT INTO audit (actor, action) VALUES ('person:an', 'just now')");

        var both = List.of(chain.extend(), chain.extend());
        Future.join(both).await();

        assertThat(both.stream().mapToInt(Future::result).sum()).isEqualTo(2_500);
        assertThat(verified()).isEqualTo(new AuditChain.Report(2_500, 1, Optional.empty()));
        write(3);
        assertThat(get(chain.extend())).isEqualTo(3);
        assertThat(verified()).isEqualTo(new AuditChain.Report(2_503, 1, Optional.empty()));
    }

    @Test
    void aRowIsChainedWithinAMinuteAndARestLooksOnly() {
        write(1);
        assertThat(get(chain.extendIfDue())).isEqualTo(1);
        bench.rows("INSERT INTO audit (actor, action, at) VALUES ('person:an', 'a', now() - interval '21 seconds')");
        bench.rows("INSERT INTO audit (actor, action, at) VALUES ('person:an', 'b', now() - interval '15 seconds')");

        assertThat(get(chain.extendIfDue())).isEqualTo(1);

        assertThat(verified()).isEqualTo(new AuditChain.Report(2, 1, Optional.empty()));
        assertThat(get(chain.extendIfDue())).isZero();
        assertThat(bench.value("SELECT count(*) FROM audit_day")).isEqualTo(1L);
    }

    @Test
    void aRowOfATransactionThatLastsIsChainedAfterLaterOnesAndNoneIsSkipped() {
        var late = bench.db.pool().getConnection().await();
        late.query(
                        "BEGIN; INSERT INTO audit (actor, action, at) VALUES ('person:an', 'late', now() - interval '1 hour')")
                .execute()
                .await();
        write(3);
        assertThat(get(chain.extendIfDue())).isEqualTo(3);
        assertThat(verified()).isEqualTo(new AuditChain.Report(3, 0, Optional.empty()));

        late.query("COMMIT").execute().eventually(late::close).await();

        assertThat(verified()).isEqualTo(new AuditChain.Report(3, 1, Optional.empty()));
        assertThat(get(chain.extendIfDue())).isEqualTo(1);
        assertThat(bench.value("SELECT link FROM audit WHERE action = 'late'")).isEqualTo(4L);
        assertThat(bench.value("SELECT min(id) = min(id) FILTER (WHERE link = 4) FROM audit"))
                .isEqualTo(true);
        assertThat(verified()).isEqualTo(new AuditChain.Report(4, 0, Optional.empty()));
        assertThat(get(chain.extendIfDue())).isZero();
    }

    @Test
    void aRowThatWasChangedTakenAwayOrPutInIsNamed() {
        write(1_200);
        get(chain.extend());
        assertThatThrownBy(() -> bench.rows("UPDATE audit SET actor = 'person:binh' WHERE link = 7"))
                .hasMessageContaining("neither changed nor deleted");
        assertThatThrownBy(() -> bench.rows("DELETE FROM audit WHERE link = 7")).hasMessageContaining("neither");
        long id = (long) bench.value("SELECT id FROM audit WHERE link = 1107");

        tamper("UPDATE audit SET actor = 'person:binh' WHERE link = 1107");
        assertThat(verified().fault()).contains(new AuditChain.Fault(1107, id));
        tamper("UPDATE audit SET actor = 'person:an' WHERE link = 1107");
        assertThat(verified().fault()).isEmpty();
        tamper("DELETE FROM audit WHERE link = 3");
        assertThat(verified()).isEqualTo(new AuditChain.Report(2, 0, Optional.of(new AuditChain.Fault(3, 0))));
    }

    @Test
    void aChainThatWasMadeAnewOrCutOffIsNotTheOneThatADaySaw() {
        write(10);
        get(chain.extend());
        assertThat(bench.value("SELECT link FROM audit_day")).isEqualTo(10L);
        write(5);
        get(chain.extend());

        tamper("DELETE FROM audit WHERE link > 8");
        assertThat(verified().fault()).contains(new AuditChain.Fault(10, 0));
        tamper("UPDATE audit SET link = NULL, chain = NULL, actor = 'person:binh'");
        write(5);
        get(chain.extend());
        assertThat(verified().fault()).get().extracting(AuditChain.Fault::link).isEqualTo(10L);
    }
}
