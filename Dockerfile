FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml ./
COPY src ./src
COPY webroot ./webroot
COPY conf ./conf
RUN mvn -B -q -DskipTests package \
 # the image talks to a PostgreSQL and a Redis of their own: no embedded ones inside
 && rm -f target/lib/embedded-postgres-*.jar target/lib/embedded-redis-*.jar

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin tinmoi \
 && mkdir -p /app/data && chown tinmoi /app/data
WORKDIR /app
COPY --from=build /build/target/tinmoi.jar ./
COPY --from=build /build/target/lib ./lib
COPY conf ./conf
USER tinmoi
VOLUME /app/data
EXPOSE 8080 8081
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8081 && printf 'GET /health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '^HTTP/1.. 200' <&3"]
# native transport is unpacked into data: a read-only container mounts /tmp without the right to execute
# tinmoi.aot, where an image adds one, makes the start twice as fast
ENV JAVA_OPTS="-XX:+UseCompactObjectHeaders -XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dio.netty.native.workdir=/app/data"
ENTRYPOINT ["bash", "-c", "[ -f tinmoi.aot ] && JAVA_OPTS=\"$JAVA_OPTS -XX:AOTCache=tinmoi.aot\"; exec java $JAVA_OPTS -jar tinmoi.jar \"$@\"", "tinmoi"]
