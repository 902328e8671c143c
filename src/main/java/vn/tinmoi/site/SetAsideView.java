package vn.tinmoi.site;

/**
 * Signs of life that were not counted for one reason. {@code reason}: the program's word; {@code name}, {@code note}: the
 * page's; {@code today}, {@code month}: how many, in the page's form (1.234).
 */
public record SetAsideView(String reason, String name, String note, String today, String month) {}
