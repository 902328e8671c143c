/**
 * Programs that print what the server costs and whether it loses anything: {@code mvn -Pbench}. They print figures and never
 * judge a time; only {@code faults} and {@code cluster} end with 1, when an event was lost or came twice.
 */
package vn.tinmoi.bench;
