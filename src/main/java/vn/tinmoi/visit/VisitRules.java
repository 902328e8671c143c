package vn.tinmoi.visit;

import java.time.ZoneId;
import java.util.function.Predicate;

/**
 * What a site decides about counting.
 *
 * @param zone of the visitor day
 * @param burst sessions never seen before that one network, a /24 or /64, may begin at once; a /48 ten times as many
 * @param newPerMinute how many more each minute lets in; what is above is ignored
 * @param lifted addresses that no such limit holds
 */
public record VisitRules(ZoneId zone, int burst, int newPerMinute, Predicate<String> lifted) {}
