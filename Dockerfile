FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml LICENSE README.md CHANGELOG.md ./
COPY src ./src
COPY webroot ./webroot
COPY conf ./conf
# the image talks to a PostgreSQL and a Redis of their own: /site is without the embedded ones
RUN mvn -B -q -Prelease \
 && mv target/release/tinmoi-* /whole && cp -a /whole /site && rm /site/lib/embedded-postgres-*.jar /site/lib/embedded-redis-*.jar

FROM eclipse-temurin:25-jre AS runtime
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin tinmoi \
 && mkdir -p /app/data && chown tinmoi /app/data
WORKDIR /app
ENV JAVA_OPTS="-XX:+UseCompactObjectHeaders -XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dio.netty.native.workdir=/app/data"
# native transport is unpacked into data: a read-only container mounts /tmp without the right to execute
COPY --from=build /site ./

# What this JVM learns of the program in a run on the embedded stores, which halves the time of a start; a start without it works, too
FROM runtime AS trained
COPY --from=build /whole /whole
RUN java $JAVA_OPTS -jar /whole/tinmoi.jar aot --jar tinmoi.jar tinmoi.aot

FROM runtime
COPY --from=trained /app/tinmoi.aot ./
USER tinmoi
VOLUME /app/data
EXPOSE 8080 8081
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8081 && printf 'GET /health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '^HTTP/1.. 200' <&3"]
ENTRYPOINT ["/app/bin/tinmoi"]
