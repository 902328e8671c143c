package vn.tinmoi.acceptance;

import java.lang.reflect.Executable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests what {@link Served} promises, and skips those that ask for a browser where none is installed. */
final class Given implements ParameterResolver, ExecutionCondition {
    private static final Namespace HERE = Namespace.create(Given.class);
    private static final Set<Class<?>> TYPES = Set.of(Program.class, Client.class, Chromium.class, Edition.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext test) {
        boolean asks = test.getTestMethod().isPresent()
                ? asksForABrowser(test.getRequiredTestMethod())
                : Arrays.stream(test.getRequiredTestClass().getDeclaredConstructors())
                        .anyMatch(Given::asksForABrowser);
        if (asks && !Chromium.isInstalled()) return ConditionEvaluationResult.disabled(Chromium.MISSING);
        return ConditionEvaluationResult.enabled("nothing is missing");
    }

    private static boolean asksForABrowser(Executable one) {
        return List.of(one.getParameterTypes()).contains(Chromium.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return TYPES.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        var type = parameter.getParameter().getType();
        var shared = test.getStore(StoreScope.LAUNCHER_SESSION, HERE);
        if (type == Chromium.class) return shared.computeIfAbsent(type, key -> Chromium.launch());
        if (type == Edition.class) return shared.computeIfAbsent(type, key -> new Edition());
        var program = program(test, shared);
        return type == Client.class ? new Client(program.site()) : program;
    }

    private static Program program(ExtensionContext test, Store shared) {
        var named = test.getRequiredTestClass();
        var served = named.getAnnotation(Served.class);
        var key = served.alone() ? named : List.of(served.value());
        var store = served.alone() ? ofTheClass(test).getStore(HERE) : shared;
        return store.computeIfAbsent(key, absent -> Program.serve(Program.settings(served.value())), Program.class);
    }

    private static ExtensionContext ofTheClass(ExtensionContext test) {
        var one = test;
        while (one.getTestMethod().isPresent()) one = one.getParent().orElseThrow();
        return one;
    }
}
