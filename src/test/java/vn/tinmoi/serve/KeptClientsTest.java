package vn.tinmoi.serve;

import static com.tngtech.archunit.core.domain.JavaFieldAccess.AccessType.SET;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.net.NetClient;
import io.vertx.ext.web.client.WebClient;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Vert.x 5 closes a client that nobody refers to any more, by a {@code Cleaner}, also while an answer is on its way: a
 * local variable is no reference once it was read for the last time. So who makes one keeps it in a field. A pool of
 * PostgreSQL or Redis need not: its connections refer to it.
 */
final class KeptClientsTest {
    /** What such a call returns, and what the field may be. */
    private static final Map<Class<?>, Class<?>> COLLECTED = Map.of(
            HttpClientAgent.class, HttpClient.class,
            WebSocketClient.class, WebSocketClient.class,
            NetClient.class, NetClient.class,
            WebClient.class, WebClient.class,
            WorkerExecutor.class, WorkerExecutor.class);

    private final JavaClasses house = new ClassFileImporter().importPackages("vn.tinmoi");

    @Test
    void whoMakesAClientKeepsItInAField() {
        var made = house.stream()
                .flatMap(one -> one.getMethodCallsFromSelf().stream())
                .filter(KeptClientsTest::makesAClient)
                .toList();

        assertThat(made).as("calls that make one").hasSizeGreaterThan(5);
        assertThat(made).filteredOn(call -> !isKept(call)).isEmpty();
    }

    private static boolean makesAClient(JavaMethodCall call) {
        return call.getTargetOwner().getPackageName().startsWith("io.vertx")
                && fieldFor(call).isPresent();
    }

    private static boolean isKept(JavaMethodCall call) {
        var field = fieldFor(call).orElseThrow();
        return call.getOrigin().getFieldAccesses().stream()
                .anyMatch(access -> access.getAccessType() == SET
                        && access.getTarget().getRawType().isEquivalentTo(field));
    }

    private static Optional<Class<?>> fieldFor(JavaMethodCall call) {
        var made = call.getTarget().getRawReturnType();
        return COLLECTED.entrySet().stream()
                .filter(kind -> made.isEquivalentTo(kind.getKey()))
                .<Class<?>>map(Map.Entry::getValue)
                .findFirst();
    }
}
