package vn.tinmoi.newsroom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import vn.tinmoi.portal.SiteDocument.Imprint;

/** Which parts an imprint should have, by {@code imprint.properties}: a named set of what an authority's portal says. */
final class Imprints {
    private static final String RESOURCE = "/imprint.properties";
    private static final String SET = "authority";
    private static final List<String> WANTED = wanted();

    private Imprints() {}

    private static List<String> wanted() {
        var sets = new Properties();
        try (var in = Imprints.class.getResourceAsStream(RESOURCE)) {
            sets.load(Objects.requireNonNull(in, RESOURCE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of(sets.getProperty(SET).split("\\s*,\\s*"));
    }

    /** The parts of the set that say nothing, in its order. */
    static List<String> missing(Imprint imprint) {
        return WANTED.stream()
                .filter(part -> part(part).apply(imprint).isEmpty())
                .toList();
    }

    private static Function<Imprint, String> part(String name) {
        return switch (name) {
            case "governingBody" -> Imprint::governingBody;
            case "managingBody" -> Imprint::managingBody;
            case "personResponsible" -> Imprint::personResponsible;
            case "licence" -> Imprint::licence;
            case "address" -> Imprint::address;
            case "phone" -> Imprint::phone;
            case "email" -> Imprint::email;
            case "sourceNotice" -> Imprint::sourceNotice;
            default -> throw new IllegalStateException(RESOURCE + " names " + name);
        };
    }
}
