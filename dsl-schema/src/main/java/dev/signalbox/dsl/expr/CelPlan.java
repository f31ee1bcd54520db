package dev.signalbox.dsl.expr;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelVariableResolver;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.value.Durations;
import dev.signalbox.dsl.value.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Evaluates an expression with CEL's standard runtime (which its factory calls legacy; the planner copies large maps). Iterations and the size of patterns are capped; there is no clock. */
final class CelPlan implements Plan {
    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .errorOnIntWrap(true)
            .comprehensionMaxIterations(10_000)
            .maxRegexProgramSize(10_000)
            .maxExpressionCodePointSize(200_000)
            .maxParseRecursionDepth(1_000)
            .build();

    /** CEL loads about a thousand classes: only where an expression needs it. */
    private static final class Engine {
        static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(CelExtensions.strings())
                .addVar("r", MapType.create(SimpleType.STRING, SimpleType.DYN))
                .addFunctionDeclarations(declarations())
                .build();
        static final CelRuntime RUNTIME = CelRuntimeFactory.legacyCelRuntimeBuilder()
                .setOptions(OPTIONS)
                .addLibraries(CelExtensions.strings())
                .addFunctionBindings(bindings())
                .build();

        private static List<CelFunctionDecl> declarations() {
            return List.of(
                    declare("our_has", SimpleType.BOOL, 2),
                    declare("our_string", SimpleType.STRING, 1),
                    declare("our_duration", SimpleType.DURATION, 1),
                    declare("our_timestamp", SimpleType.TIMESTAMP, 1),
                    declare("our_clip", SimpleType.STRING, 2),
                    declare("our_tokens", SimpleType.INT, 1),
                    declare("our_money", SimpleType.STRING, 2),
                    declare("our_add", SimpleType.DYN, 2),
                    declare("our_sub", SimpleType.DYN, 2),
                    declare("our_mul", SimpleType.DYN, 2),
                    declare("our_div", SimpleType.DYN, 2),
                    declare("our_mod", SimpleType.DYN, 2),
                    declare("our_neg", SimpleType.DYN, 1));
        }

        private static CelFunctionDecl declare(String name, CelType result, int count) {
            List<CelType> params = Collections.nCopies(count, SimpleType.DYN);
            return CelFunctionDecl.newFunctionDeclaration(
                    name, CelOverloadDecl.newGlobalOverload(name + "_any", result, params));
        }

        private static List<CelFunctionBinding> bindings() {
            return List.of(
                    CelFunctionBinding.from(
                            "our_has_any", Object.class, Object.class, (on, key) -> DirectPlan.itemOf(on, key) != null),
                    CelFunctionBinding.from("our_string_any", Object.class, Library::string),
                    CelFunctionBinding.from("our_duration_any", Object.class, Library::duration),
                    CelFunctionBinding.from("our_timestamp_any", Object.class, Library::timestamp),
                    CelFunctionBinding.from("our_clip_any", String.class, Long.class, Library::clip),
                    CelFunctionBinding.from("our_tokens_any", String.class, Library::tokens),
                    CelFunctionBinding.from("our_money_any", Long.class, String.class, Library::money),
                    CelFunctionBinding.from("our_add_any", Object.class, Object.class, Library::add),
                    CelFunctionBinding.from("our_sub_any", Object.class, Object.class, Library::subtract),
                    CelFunctionBinding.from("our_mul_any", Object.class, Object.class, Library::multiply),
                    CelFunctionBinding.from("our_div_any", Object.class, Object.class, Library::divide),
                    CelFunctionBinding.from("our_mod_any", Object.class, Object.class, Library::remainder),
                    CelFunctionBinding.from("our_neg_any", Object.class, Library::negate));
        }
    }

    private final CelRuntime.Program program;
    private final Place place;
    private final Set<String> roots;

    private CelPlan(CelRuntime.Program program, Place place, Set<String> roots) {
        this.program = program;
        this.place = place;
        this.roots = roots;
    }

    static CelPlan of(Node node, Place place, Set<String> roots) {
        String text = CelText.of(node);
        try {
            CelAbstractSyntaxTree tree = Engine.COMPILER.compile(text).getAst();
            return new CelPlan(Engine.RUNTIME.createProgram(tree), place, roots);
        } catch (CelValidationException | CelEvaluationException refused) {
            throw new IllegalStateException("CEL refuses what the checker accepted: " + text, refused);
        }
    }

    @Override
    public Object at(Scope scope) throws EvalException {
        Map<String, Object> names = new ScopeMap(scope);
        CelVariableResolver resolver = name -> name.equals("r") ? Optional.of(names) : Optional.empty();
        Object value;
        try {
            value = program.eval(resolver);
        } catch (CelEvaluationException failed) {
            throw explain(failed, scope);
        }
        return normal(value);
    }

    private EvalException explain(CelEvaluationException failed, Scope scope) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            boolean ours = cause instanceof IllegalArgumentException
                    && cause.getStackTrace().length > 0
                    && cause.getStackTrace()[0].getClassName().startsWith("dev.signalbox.");
            if (ours) {
                return failed((RuntimeException) cause, place);
            }
        }
        for (String root : roots) {
            if (scope.root(root) == null) {
                return new EvalException("`" + root + "` is not there.", place);
            }
        }
        return new EvalException(words(String.valueOf(failed.getMessage())), place);
    }

    /** A refusal of {@link Library} as the failure of an expression. */
    static EvalException failed(RuntimeException refused, Place place) {
        String message = String.valueOf(refused.getMessage());
        boolean overflow = refused instanceof ArithmeticException && message.endsWith("overflow");
        String words = overflow ? "a number too large for an integer" : message;
        return new EvalException(
                refused instanceof ArithmeticException ? "The expression makes " + words + "." : sentence(words),
                place);
    }

    private static String words(String message) {
        int colon = message.indexOf(": ");
        String text = colon >= 0 && message.startsWith("evaluation error") ? message.substring(colon + 2) : message;
        if (text.contains("overflow")) {
            return "The expression makes a number too large for an integer.";
        }
        if (text.contains("/ by zero") || text.contains("divide by zero") || text.contains("Modulus by zero")) {
            return "The expression makes a division by zero.";
        }
        if (text.contains("Iteration budget exceeded")) {
            return "The expression goes through more than 10,000 entries.";
        }
        if (text.contains("No matching overload")) {
            return "An operator or a function met a value of a type that it does not take.";
        }
        if (text.startsWith("key '") && text.contains("not present in map")) {
            return "The field `" + text.substring(5, Math.max(5, text.indexOf('\'', 5))) + "` is not there.";
        }
        return sentence(text);
    }

    private static String sentence(String text) {
        String clean = text.strip();
        if (clean.isEmpty()) {
            return "The expression could not be evaluated.";
        }
        char first = clean.charAt(0);
        String upper = Character.toUpperCase(first) + clean.substring(1);
        return upper.endsWith(".") ? upper : upper + ".";
    }

    /** What CEL gives back as a value of ours: timestamps and durations as text, collections copied and closed. */
    private Object normal(@Nullable Object value) throws EvalException {
        return switch (value) {
            case String text -> text;
            case Boolean truth -> truth;
            case Long number -> number;
            case Double number -> number;
            case Instant instant -> instant.toString();
            case Duration duration -> Durations.print(duration);
            case List<?> list -> {
                List<Object> items = new ArrayList<>(list.size());
                for (Object item : list) {
                    items.add(normal(item));
                }
                yield Collections.unmodifiableList(items);
            }
            case Map<?, ?> map -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    fields.put(String.valueOf(entry.getKey()), normal(entry.getValue()));
                }
                yield Collections.unmodifiableMap(fields);
            }
            case null -> throw new EvalException("The expression has no value.", place);
            default -> {
                if (Json.isNull(value)) {
                    yield Json.NULL;
                }
                throw new EvalException("The expression's value is none that data can hold.", place);
            }
        };
    }

    /** A scope as CEL reads it: one map of the roots. */
    private static final class ScopeMap extends AbstractMap<String, Object> {
        private final Scope scope;

        ScopeMap(Scope scope) {
            this.scope = scope;
        }

        @Override
        public @Nullable Object get(Object key) {
            return key instanceof String name ? scope.root(name) : null;
        }

        @Override
        public boolean containsKey(Object key) {
            return get(key) != null;
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return Set.of();
        }
    }
}
