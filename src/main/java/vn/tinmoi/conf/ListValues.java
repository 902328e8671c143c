package vn.tinmoi.conf;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Values of several parts, with commas between them. {@code unusable}: what is thrown at a part that is none. */
final class ListValues {
    private ListValues() {}

    static Set<Origin> origins(String value, Function<String, RuntimeException> unusable) {
        var origins = new HashSet<Origin>();
        for (var name : parts(value).toList()) {
            var origin = name.equals("*") ? Origin.ANY : Origin.parse(name.replaceFirst("/$", ""));
            if (origin == null) throw unusable.apply(name);
            origins.add(origin);
        }
        return Set.copyOf(origins);
    }

    static List<AddressRange> networks(String value, Function<String, RuntimeException> unusable) {
        return parts(value).map(name -> network(name, unusable)).toList();
    }

    private static AddressRange network(String name, Function<String, RuntimeException> unusable) {
        var range = AddressRange.parse(name);
        if (range == null) throw unusable.apply(name);
        return range;
    }

    private static Stream<String> parts(String value) {
        return Arrays.stream(value.split(",")).map(String::strip).filter(part -> !part.isEmpty());
    }
}
