package vn.tinmoi.web;

import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where addresses of former times lead, asked only where nothing is. Any thread. */
@FunctionalInterface
public interface OldAddresses {
    /** None. */
    OldAddresses NONE = (path, query) -> Future.succeededFuture(Optional.empty());

    /**
     * The address to go to for ever, a path of this site or an absolute one; empty: none is known. Fails when that cannot be
     * told now. {@code path}, {@code query}: as they came, still escaped.
     */
    Future<Optional<String>> newAddress(String path, @Nullable String query);
}
