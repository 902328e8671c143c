package vn.tinmoi.people;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import vn.tinmoi.news.Problem;

/**
 * Turns passwords into what may be stored, and compares: Argon2id (RFC 9106) with 19 MiB, two passes and one lane, as OWASP
 * asks for; written as a PHC string, so that other figures may follow. Two at a time on threads of their own, because each
 * costs some 30 ms and 19 MiB; above {@value #QUEUE} that wait a {@link Problem} UNAVAILABLE. Any thread.
 */
public final class Passwords {
    private static final int MEMORY_KIB = 19 << 10;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT = 16; // bytes
    private static final int HASH = 32; // bytes
    private static final int THREADS = 2;
    static final int QUEUE = 20;
    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,3}),p=([0-9]{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    /** The problem of whom there is no room for. */
    static final String BUSY = "sign-in.busy";

    private final WorkerExecutor threads;
    private final SecureRandom random = new SecureRandom();
    private final AtomicInteger inHand = new AtomicInteger();

    public Passwords(Vertx vertx) {
        this.threads = vertx.createSharedWorkerExecutor("passwords", THREADS);
    }

    /** What is stored of a password. */
    public Future<String> hash(String password) {
        var salt = new byte[SALT];
        random.nextBytes(salt);
        return run(() -> phc(salt, argon2id(password, salt, MEMORY_KIB, PASSES, LANES, HASH)));
    }

    /** As what {@link #hash} gives, but of no password: comparing with it takes as long as with any other. */
    String nobodys() {
        var salt = new byte[SALT];
        var hash = new byte[HASH];
        random.nextBytes(salt);
        random.nextBytes(hash);
        return phc(salt, hash);
    }

    /** Whether that is the password that was stored; as long for a wrong one as for the right one. */
    public Future<Boolean> matches(String password, String stored) {
        var parts = PHC.matcher(stored);
        if (!parts.matches())
            return Future.failedFuture(
                    new IllegalStateException("no Argon2id of ours: a password's row was changed by hand"));
        var salt = Base64.getDecoder().decode(parts.group(4));
        var hash = Base64.getDecoder().decode(parts.group(5));
        return run(() -> MessageDigest.isEqual(
                hash,
                argon2id(
                        password,
                        salt,
                        Integer.parseInt(parts.group(1)),
                        Integer.parseInt(parts.group(2)),
                        Integer.parseInt(parts.group(3)),
                        hash.length)));
    }

    private <T> Future<T> run(java.util.concurrent.Callable<T> work) {
        if (inHand.incrementAndGet() > THREADS + QUEUE) {
            inHand.decrementAndGet();
            return Future.failedFuture(Problem.unavailable(BUSY));
        }
        return threads.executeBlocking(work, false).onComplete(done -> inHand.decrementAndGet());
    }

    /** The same letters however a keyboard composes them (RFC 8265, 4.2). */
    private static byte[] argon2id(String password, byte[] salt, int memory, int passes, int lanes, int length) {
        var parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build();
        var generator = new Argon2BytesGenerator();
        generator.init(parameters);
        var hash = new byte[length];
        generator.generateBytes(
                Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }

    private static String phc(byte[] salt, byte[] hash) {
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$" + base64.encodeToString(salt)
                + "$" + base64.encodeToString(hash);
    }
}
