package vn.tinmoi.site;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is made when it is first asked for, because the site's address is known only after listening. Any thread. */
final class Once<T> implements Supplier<T> {
    private final Supplier<T> make;
    private @Nullable T made;

    Once(Supplier<T> make) {
        this.make = make;
    }

    @Override
    public synchronized T get() {
        var value = made;
        if (value == null) made = value = make.get();
        return value;
    }
}
