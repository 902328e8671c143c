package vn.tinmoi.command;

import java.util.List;
import java.util.Set;
import vn.tinmoi.conf.Settings;

/** What is asked of the settings, once they can be read. */
record SettingsChecks(Settings settings) {
    private static final byte[][] FAR_APART = {{1, 1, 1, 1}, {(byte) 203, 0, 113, 1}};
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");

    List<Check> all() {
        return List.of(
                Check.now("settings", Outcome::well),
                Check.now("settings.trusted-proxies", this::trusted),
                Check.now("settings.management-host", this::management),
                Check.now("settings.site-url", () -> Outcome.foundIf(settings.siteUrl() == null, Fault.SITE_UNNAMED)));
    }

    private Outcome trusted() {
        boolean everyone = settings.trustedProxies().stream()
                .anyMatch(range -> range.contains(FAR_APART[0]) && range.contains(FAR_APART[1]));
        return Outcome.foundIf(everyone, Fault.TRUSTED_EVERYONE);
    }

    private Outcome management() {
        var listener = settings.management();
        return Outcome.foundIf(
                listener.port() >= 0 && EVERYWHERE.contains(listener.host()), Fault.MANAGEMENT_OPEN, listener.host());
    }
}
