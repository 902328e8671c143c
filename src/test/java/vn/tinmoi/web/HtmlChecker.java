package vn.tinmoi.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import nu.validator.validation.SimpleDocumentValidator;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** The Nu Html Checker, which validator.w3.org runs, in this JVM and without the network. One thread; a second to make, then 10 ms a page. */
public final class HtmlChecker {
    private final List<String> findings = new ArrayList<>();
    private final SimpleDocumentValidator checker = new SimpleDocumentValidator(true, false, false);

    public HtmlChecker() {
        try {
            checker.setUpMainSchema("http://s.validator.nu/html5-all.rnc", new Findings());
            checker.setUpValidatorAndParsers(new Findings(), true, false);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Errors and warnings of a page; empty when it is valid. */
    public List<String> check(String html) {
        return checked(html, "page.html", checker::checkHtmlInputSource);
    }

    /** The same of a style sheet. */
    public List<String> checkCss(String css) {
        return checked(css, "sheet.css", checker::checkCssInputSource);
    }

    @FunctionalInterface
    private interface Check {
        void run(InputSource source) throws IOException, SAXException;
    }

    private List<String> checked(String text, String name, Check check) {
        findings.clear();
        var source = new InputSource(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        source.setEncoding("utf-8");
        source.setSystemId("http://localhost/" + name);
        try {
            check.run(source);
        } catch (IOException | SAXException e) {
            throw new AssertionError(e);
        }
        return List.copyOf(findings);
    }

    private final class Findings implements ErrorHandler {
        private void note(String kind, SAXParseException found) {
            findings.add(kind + " in line " + found.getLineNumber() + ": " + found.getMessage());
        }

        @Override
        public void warning(SAXParseException found) {
            note("warning", found);
        }

        @Override
        public void error(SAXParseException found) {
            note("error", found);
        }

        @Override
        public void fatalError(SAXParseException found) {
            note("fatal error", found);
        }
    }
}
