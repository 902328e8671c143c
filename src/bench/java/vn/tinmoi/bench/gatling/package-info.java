/** Gatling simulations of readers, for any address: {@code mvn -Pbench -Dbench="gatling pages" -Dtinmoi.url=http://…}. */
package vn.tinmoi.bench.gatling;
