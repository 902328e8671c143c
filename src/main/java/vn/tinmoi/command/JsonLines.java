package vn.tinmoi.command;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.EncoderBase;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;
import vn.tinmoi.web.RequestIds;

/** The log as one JSON object a line, for who collects it: time, level, logger, thread, request, message, error. */
final class JsonLines extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};

    /** From now on the process' log is written so. */
    static void use() {
        var logging = (LoggerContext) LoggerFactory.getILoggerFactory();
        var appenders = logging.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
        while (appenders.hasNext()) {
            if (!(appenders.next() instanceof ConsoleAppender<ILoggingEvent> console)) continue;
            var lines = new JsonLines();
            lines.setContext(logging);
            lines.start();
            console.setEncoder(lines);
        }
    }

    /** What is queued is written, within a second. Nothing is logged afterwards. */
    static void flush() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    /** On the thread that logs, and so in the context of the request that it answers. */
    @Override
    public byte[] encode(ILoggingEvent event) {
        var line = new JsonObject()
                .put("time", event.getInstant().toString())
                .put("level", event.getLevel().toString())
                .put("logger", event.getLoggerName())
                .put("thread", event.getThreadName());
        RequestIds.current().ifPresent(id -> line.put("request", id));
        line.put("message", event.getFormattedMessage());
        if (event.getThrowableProxy() != null)
            line.put("error", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        return (line.encode() + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
