package vn.tinmoi.redirect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import vn.tinmoi.text.Csv;

/**
 * A file of old addresses, read and checked line by line: the columns {@code old} and {@code new} by the names in its first
 * line, separated by commas, semicolons (as spreadsheets here write them) or tabs. What is wrong with a line is said with what
 * to do about it.
 */
final class RedirectFile {
    private static final Pattern ABSOLUTE = Pattern.compile("(?i)https?://([^/?#]+)([/?#].*)?");
    private static final Pattern UNUSABLE = Pattern.compile("[\\p{Cntrl}\\\\]");

    private final OwnAddresses own;
    private final String siteUrl;
    private final Set<String> hosts;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final List<Complaint> complaints = new ArrayList<>();

    /** {@code old}, {@code target}: as they are stored. */
    record Line(int number, String old, String target) {}

    /** {@code key}: of the sentence in the messages below {@code redirects.}. */
    record Complaint(int line, String key, List<Object> arguments) {}

    /**
     * @param siteUrl targets that begin with it are this site's own; empty: none do
     * @param hosts other sites that targets may lead to, in lower case
     */
    RedirectFile(OwnAddresses own, String siteUrl, Set<String> hosts) {
        this.own = own;
        this.siteUrl = siteUrl;
        this.hosts = hosts;
    }

    /** The lines by their old address; without those that something is wrong with. */
    Map<String, Line> lines() {
        return lines;
    }

    List<Complaint> complaints() {
        return complaints;
    }

    void complain(int line, String key, Object... arguments) {
        complaints.add(new Complaint(line, key, List.of(arguments)));
    }

    void read(String text) {
        var header = text.lines().findFirst().orElse("").replace("\"", "").toLowerCase(Locale.ROOT);
        var separator = header.matches("\\s*(old\\s*[,;\\t]\\s*new)\\s*")
                ? header.strip().replaceAll("[a-z ]", "")
                : "";
        if (separator.isEmpty()) {
            complain(1, "header", header.strip());
            return;
        }
        var rows = Csv.rows(text, separator.charAt(0));
        rows.stream().skip(1).forEach(this::read);
    }

    private void read(Csv.Row row) {
        if (!row.whole()) complain(row.line(), "quote");
        else if (row.cells().size() != 2)
            complain(row.line(), "cells", row.cells().size());
        else read(row.line(), row.cells().get(0), row.cells().get(1));
    }

    private void read(int number, String oldCell, String newCell) {
        int before = complaints.size();
        var old = old(number, oldCell);
        var target = target(number, newCell);
        if (complaints.size() > before) return;
        var other = lines.putIfAbsent(old, new Line(number, old, target));
        if (other != null && !other.target().equals(target)) complain(number, "twice", old, other.number());
    }

    /** The site that it was on does not matter: that name leads here now. */
    private String old(int number, String cell) {
        var address = withoutSite(cell);
        var old = OldAddress.key(address);
        var path = path(old);
        boolean front = path.equals("/") && old.contains("?"); // WordPress' /?p=123: the front page itself has no query
        if (!isPath(address) || address.contains("#")) complain(number, "old.form", cell);
        else if (old.length() > OldAddress.LONGEST) complain(number, "long", OldAddress.LONGEST);
        else if (own.has(path) && !front) complain(number, "old.own", path);
        return old;
    }

    private static String withoutSite(String address) {
        var absolute = ABSOLUTE.matcher(address);
        if (!absolute.matches()) return address;
        var rest = absolute.group(2) == null ? "" : absolute.group(2);
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    private String target(int number, String cell) {
        var local =
                !siteUrl.isEmpty() && (cell + "/").startsWith(siteUrl + "/") ? cell.substring(siteUrl.length()) : cell;
        var address = local.isEmpty() && !cell.isEmpty() ? "/" : local;
        var absolute = ABSOLUTE.matcher(address);
        var target = OldAddress.normal(address);
        if (target.length() > OldAddress.LONGEST) complain(number, "long", OldAddress.LONGEST);
        else if (absolute.matches() && !UNUSABLE.matcher(address).find())
            requireAllowed(number, cell, absolute.group(1));
        else if (!isPath(address)) complain(number, "new.form", cell);
        return target;
    }

    private void requireAllowed(int number, String cell, String host) {
        if (!hosts.contains(host.toLowerCase(Locale.ROOT))) complain(number, "new.foreign", cell, host);
    }

    private static boolean isPath(String address) {
        return address.startsWith("/")
                && !address.startsWith("//")
                && !UNUSABLE.matcher(address).find();
    }

    static String path(String address) {
        return address.replaceFirst("[?#].*", "");
    }
}
