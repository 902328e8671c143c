package vn.tinmoi.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The two servers that all tests of one JVM share. */
record TestStores(String databaseUrl, String redisUrl, AutoCloseable servers) implements AutoCloseable {
    static final int REDIS_DATABASES = 1001;
    private static final int CONNECTIONS = 200; // acceptance tests run several nodes against one server

    static TestStores start(Path folder) {
        return dockerAnswers() ? containers() : embedded(folder);
    }

    @Override
    public void close() {
        try {
            servers.close();
        } catch (Exception e) {
            throw new IllegalStateException("the tests' stores did not stop", e);
        }
    }

    /** Each JVM takes the first folder that no other one uses. */
    private static TestStores embedded(Path folder) {
        return IntStream.range(0, 16)
                .mapToObj(i -> folder.resolve("shared-" + i))
                .flatMap(home -> startUnlessUsed(home, folder.resolve("binaries")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no Docker engine answers, and the embedded stores of "
                        + folder.toAbsolutePath() + " are all in use by other JVMs"));
    }

    private static Stream<TestStores> startUnlessUsed(Path home, Path binaries) {
        try {
            var backends = EmbeddedBackends.start(home, binaries, true, true, CONNECTIONS, REDIS_DATABASES);
            return Stream.of(
                    new TestStores(backends.databaseUrl(), backends.redisUrl(), () -> discard(backends, home)));
        } catch (BackendFailed e) {
            if (String.valueOf(e.getMessage()).contains("another tinmoi")) return Stream.empty();
            throw e;
        }
    }

    /**
     * To stop in order is to write hundreds of databases to the disk: it took up to 113 s, and nobody reads them again. To take
     * their files away took the next half minute of each JVM; a process of its own does it, which nobody waits for.
     */
    private static void discard(EmbeddedBackends backends, Path home) throws IOException {
        backends.postgres().process().ifPresent(TestStores::end);
        backends.redis().process().ifPresent(TestStores::end);
        var gone = Files.createDirectory(home.resolve("gone-" + UUID.randomUUID()));
        for (var name : List.of("postgresql", "redis")) Files.move(home.resolve(name), gone.resolve(name));
        backends.close();
        new ProcessBuilder("rm", "-rf", gone.toString()).start();
    }

    /** As a power cut would. */
    static void end(ProcessHandle server) {
        server.destroyForcibly();
        if (!Processes.ended(server, Duration.ofSeconds(10))) throw new IllegalStateException("it survived");
    }

    private static TestStores containers() {
        var postgres = new PostgreSQLContainer("postgres:17-alpine")
                .withUsername("tinmoi")
                .withPassword("tinmoi")
                .withDatabaseName("tinmoi")
                .withCommand("postgres", "-c", "max_connections=" + CONNECTIONS);
        var redis = new GenericContainer<>("redis:7-alpine")
                .withExposedPorts(6379)
                .withCommand("redis-server", "--databases", Integer.toString(REDIS_DATABASES));
        postgres.start();
        redis.start();
        return new TestStores(
                "postgresql://tinmoi:tinmoi@%s:%d/tinmoi".formatted(postgres.getHost(), postgres.getMappedPort(5432)),
                "redis://%s:%d".formatted(redis.getHost(), redis.getMappedPort(6379)),
                () -> {
                    redis.stop();
                    postgres.stop();
                });
    }

    /** Asks Testcontainers only where an engine may be: its search takes seconds and logs errors where none is. */
    private static boolean dockerAnswers() {
        boolean maybe = System.getenv("DOCKER_HOST") != null
                || Stream.of(
                                "/var/run/docker.sock",
                                System.getProperty("user.home") + "/.docker/run/docker.sock",
                                System.getProperty("user.home") + "/.testcontainers.properties")
                        .map(Path::of)
                        .anyMatch(Files::exists);
        return maybe && DockerClientFactory.instance().isDockerAvailable();
    }
}
