package vn.tinmoi.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class MessagesTest {
    @Test
    void bothLanguagesSayTheSameThings() throws IOException {
        assertThat(file("vi").stringPropertyNames()).isEqualTo(file("en").stringPropertyNames());
    }

    @Test
    void placesAreFilledPlainly() {
        var messages = new Messages();

        assertThat(messages.say(Language.EN, "problem.article.version", 1234)).contains("version is now 1234");
        assertThat(messages.say(Language.VI, "problem.article.version", 1234)).contains("hiện tại là 1234");
    }

    private static Properties file(String language) throws IOException {
        var properties = new Properties();
        try (var in = MessagesTest.class.getResourceAsStream("/messages_" + language + ".properties")) {
            properties.load(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8));
        }
        return properties;
    }
}
