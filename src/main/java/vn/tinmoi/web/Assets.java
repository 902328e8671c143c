package vn.tinmoi.web;

import java.util.List;
import java.util.function.Function;

/**
 * The files of {@code webroot} as pages name them. Applied to {@code css/site.css} it gives the address that holds the
 * file's hash. Any thread.
 */
public interface Assets extends Function<String, String> {
    /**
     * The plain addresses of the modules that these load as they begin, by their own import lines, each once; without
     * themselves. A page names them, so that browsers need not find them one after the other.
     *
     * @param entries paths below {@code webroot}
     */
    List<String> modules(String... entries);
}
