package vn.tinmoi.visit;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.store.Script;

/**
 * Hashes under a key that every node shares for one local day and that is gone two days later, so that nobody can tell
 * afterwards whose hash it was. Redis keeps the keys; a node that finds none there offers its own, so a flushed Redis gets
 * back the key that was in use. Any thread.
 */
final class DayKeys {
    private static final String HASH = "HmacSHA256"; // RFC 2104
    private static final int KEPT_HOURS = 48;

    /** Takes the key that is offered unless there is one, and answers the one that counts. */
    private static final Script AGREE = new Script("""
            redis.call('SET', KEYS[1], ARGV[1], 'NX', 'EX', ARGV[2])
            return redis.call('GET', KEYS[1])""");

    private final Scripts scripts;
    private final SiteCalendar calendar;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<LocalDate, String> keys = new ConcurrentHashMap<>();

    DayKeys(Scripts scripts, SiteCalendar calendar, InstantSource clock) {
        this.scripts = scripts;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** Agrees with the other nodes on the keys of today and tomorrow. Never fails: without Redis a node uses its own. */
    Future<Void> agree() {
        var today = calendar.day(clock.instant());
        keys.keySet().removeIf(day -> day.isBefore(today));
        return agree(today).compose(done -> agree(today.plusDays(1))).recover(away -> Future.succeededFuture());
    }

    /** 22 base64url characters that stand for the text on the day of that key. */
    String hash(LocalDate day, String text) {
        try {
            var mac = Mac.getInstance(HASH);
            mac.init(new SecretKeySpec(own(day).getBytes(StandardCharsets.US_ASCII), HASH));
            byte[] whole = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(whole).substring(0, 22);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HASH, e);
        }
    }

    private Future<Void> agree(LocalDate day) {
        return scripts.run(AGREE, List.of("tinmoi:key:" + day), List.of(own(day), Integer.toString(KEPT_HOURS * 3600)))
                .map(key -> adopt(day, key));
    }

    private @Nullable Void adopt(LocalDate day, Response key) {
        keys.put(day, key.toString());
        return null;
    }

    private String own(LocalDate day) {
        return keys.computeIfAbsent(day, unknown -> {
            var bytes = new byte[32];
            random.nextBytes(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        });
    }
}
