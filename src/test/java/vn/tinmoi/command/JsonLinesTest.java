package vn.tinmoi.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class JsonLinesTest {
    @Test
    void aLineIsOneObjectWithItsError() {
        var logger = (Logger) LoggerFactory.getLogger("vn.tinmoi.Some");
        var failure = new IllegalStateException("two\nlines");
        var event = new LoggingEvent("", logger, Level.WARN, "tin \"mới\" {}\n", failure, new Object[] {7});

        var text = new String(new JsonLines().encode(event), StandardCharsets.UTF_8);

        assertThat(text).endsWith("}\n").hasLineCount(1);
        var line = new JsonObject(text);
        assertThat(line.getString("message")).isEqualTo("tin \"mới\" 7\n");
        assertThat(line.getString("level")).isEqualTo("WARN");
        assertThat(line.getString("logger")).isEqualTo("vn.tinmoi.Some");
        assertThat(line.getString("error")).startsWith("java.lang.IllegalStateException: two\nlines");
        assertThat(line.getInstant("time")).isNotNull();
    }
}
