package vn.tinmoi.people;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what must not lie open in PostgreSQL: AES-256-GCM (NIST SP 800-38D) with a nonce of its own for each, bound to whose it is,
 * so that a row cannot be put under another name. Sealed are a version byte, 12 bytes of nonce, the cipher text and 16 of tag. Any
 * thread.
 */
public final class SecretBox {
    private static final byte VERSION = 1;
    private static final int NONCE = 12; // bytes
    private static final int TAG = 128; // bits
    private static final int MORE = 1 + NONCE + TAG / 8; // bytes than what is sealed

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /** {@code key}: 32 bytes. */
    public SecretBox(byte[] key) {
        if (key.length != 32) throw new IllegalArgumentException("a key has 32 bytes, not " + key.length);
        this.key = new SecretKeySpec(key, "AES");
    }

    /** {@code owner}: whose it is; the same opens it. */
    byte[] seal(byte[] secret, String owner) {
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, nonce, owner).doFinal(secret);
            return ByteBuffer.allocate(1 + NONCE + sealed.length)
                    .put(VERSION)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has AES-GCM
        }
    }

    /** Empty: sealed under another key, for another owner, or changed since. */
    Optional<byte[]> open(byte[] sealed, String owner) {
        if (sealed.length < MORE || sealed[0] != VERSION) return Optional.empty();
        var bytes = ByteBuffer.wrap(sealed, 1, sealed.length - 1);
        var nonce = new byte[NONCE];
        bytes.get(nonce);
        var rest = new byte[bytes.remaining()];
        bytes.get(rest);
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, nonce, owner).doFinal(rest));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String owner) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG, nonce));
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
