package vn.tinmoi.serve;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;
import vn.tinmoi.log.Cursor;
import vn.tinmoi.log.Followers;
import vn.tinmoi.log.LoggedEvent;
import vn.tinmoi.portal.CurrentPortal;

/** Reads the portal again where the log says that it changed, and tells the others in order afterwards. On the tailer's context. */
final class PortalFirst implements Followers {
    private final CurrentPortal portal;
    private final Consumer<List<LoggedEvent>> told;
    private final Consumer<Cursor> jumped;
    private final Consumer<String> said;
    private Future<Void> before = Future.succeededFuture();

    /** {@code told}: of the next events; {@code jumped}: of a log that goes on elsewhere; {@code said}: what is no event. */
    PortalFirst(
            CurrentPortal portal, Consumer<List<LoggedEvent>> told, Consumer<Cursor> jumped, Consumer<String> said) {
        this.portal = portal;
        this.told = told;
        this.jumped = jumped;
        this.said = said;
    }

    @Override
    public void followed(List<LoggedEvent> events) {
        before = before.compose(done -> portal.followed(events)).onSuccess(read -> told.accept(events));
    }

    @Override
    public void said(String word) {
        said.accept(word);
    }

    @Override
    public void epochChanged(Cursor head) {
        before = before.compose(done -> portal.renewOrTryAgain()).onSuccess(read -> jumped.accept(head));
    }
}
