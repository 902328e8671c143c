package vn.tinmoi.visit;

import java.time.ZoneId;

/**
 * What a site decides about counting.
 *
 * @param zone of the visitor day
 * @param newPerMinute sessions never seen before that one /24 or /64 may begin in a minute; more are ignored
 */
public record VisitRules(ZoneId zone, int newPerMinute) {}
