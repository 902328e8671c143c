package vn.tinmoi;

import static com.tngtech.archunit.core.domain.JavaFieldAccess.AccessType.SET;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.net.NetClient;
import io.vertx.ext.web.client.WebClient;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Vert.x 5 closes a client that nobody refers to any more, by a {@code Cleaner}, also while an answer is on its way: a
 * local variable is no reference once it was read for the last time. So who makes one keeps it in a field. A pool of
 * PostgreSQL or Redis need not: its connections refer to it.
 */
final class KeptClientsTest {
    private static final Set<String> COLLECTED = List.of(
                    HttpClient.class, WebSocketClient.class, NetClient.class, WebClient.class, WorkerExecutor.class)
            .stream()
            .map(Class::getName)
            .collect(Collectors.toSet());

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
        return COLLECTED.contains(call.getTarget().getRawReturnType().getName())
                && call.getTargetOwner().getPackageName().startsWith("io.vertx");
    }

    private static boolean isKept(JavaMethodCall call) {
        var made = call.getTarget().getRawReturnType();
        return call.getOrigin().getFieldAccesses().stream()
                .anyMatch(access -> access.getAccessType() == SET
                        && access.getTarget().getRawType().equals(made));
    }
}
