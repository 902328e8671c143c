package vn.tinmoi.feed;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import nu.validator.vendor.thaiopensource.util.PropertyMapBuilder;
import nu.validator.vendor.thaiopensource.validate.ValidateProperty;
import nu.validator.vendor.thaiopensource.validate.ValidationDriver;
import nu.validator.vendor.thaiopensource.validate.rng.CompactSchemaReader;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** A grammar of {@code src/test/resources/rules}, and jing, which tells where a document leaves it. One thread. */
public final class RelaxNg {
    private final List<String> findings = new ArrayList<>();
    private final ValidationDriver driver;

    public RelaxNg(String file) {
        var properties = new PropertyMapBuilder();
        properties.put(ValidateProperty.ERROR_HANDLER, new Findings());
        driver = new ValidationDriver(properties.toPropertyMap(), CompactSchemaReader.getInstance());
        try (var grammar = RelaxNg.class.getResourceAsStream("/rules/" + file)) {
            var source = new InputSource(grammar);
            source.setEncoding("utf-8");
            if (!driver.loadSchema(source)) throw new AssertionError(findings);
        } catch (IOException | SAXException e) {
            throw new AssertionError(e);
        }
    }

    /** What is wrong; empty when nothing is. */
    public List<String> check(String xml) {
        findings.clear();
        try {
            driver.validate(new InputSource(new StringReader(xml)));
        } catch (IOException | SAXException e) {
            throw new AssertionError(e);
        }
        return List.copyOf(findings);
    }

    private final class Findings implements ErrorHandler {
        @Override
        public void warning(SAXParseException found) {
            error(found);
        }

        @Override
        public void error(SAXParseException found) {
            findings.add("line " + found.getLineNumber() + ": " + found.getMessage());
        }

        @Override
        public void fatalError(SAXParseException found) {
            error(found);
        }
    }
}
