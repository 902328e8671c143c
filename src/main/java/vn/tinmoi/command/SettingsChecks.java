package vn.tinmoi.command;

import java.util.List;
import java.util.Set;
import vn.tinmoi.conf.AddressRange;
import vn.tinmoi.conf.Settings;

/** What is asked of the settings, once they can be read. */
record SettingsChecks(Settings settings) {
    private static final byte[][] FAR_APART = {{1, 1, 1, 1}, {(byte) 203, 0, 113, 1}};
    private static final byte[][] FAR_APART_IN_IPV6 = {beginning(0x20), beginning(0x3f)
    }; // of 2000::/3, which is all in use
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");

    List<Check> all() {
        return List.of(
                Check.now("settings", Outcome::well),
                Check.now("settings.trusted-proxies", this::trusted),
                Check.now("settings.limits-lifted", this::lifted),
                Check.now("settings.management-host", this::management),
                Check.now("settings.site-url", () -> Outcome.foundIf(settings.siteUrl() == null, Fault.SITE_UNNAMED)));
    }

    private Outcome trusted() {
        return Outcome.foundIf(nameEveryone(settings.trustedProxies()), Fault.TRUSTED_EVERYONE);
    }

    private Outcome lifted() {
        return Outcome.foundIf(nameEveryone(settings.liftedLimits()), Fault.LIFTED_EVERYONE);
    }

    private static boolean nameEveryone(List<AddressRange> ranges) {
        return ranges.stream().anyMatch(range -> hasBoth(range, FAR_APART) || hasBoth(range, FAR_APART_IN_IPV6));
    }

    private static boolean hasBoth(AddressRange range, byte[][] two) {
        return range.contains(two[0]) && range.contains(two[1]);
    }

    private static byte[] beginning(int first) {
        var address = new byte[16];
        address[0] = (byte) first;
        return address;
    }

    private Outcome management() {
        var listener = settings.management();
        return Outcome.foundIf(
                listener.port() >= 0 && EVERYWHERE.contains(listener.host()), Fault.MANAGEMENT_OPEN, listener.host());
    }
}
