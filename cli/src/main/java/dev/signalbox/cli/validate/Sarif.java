package dev.signalbox.cli.validate;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Severity;
import dev.signalbox.dsl.diagnostic.Suppressed;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Findings as SARIF 2.1.0 (OASIS, errata 01), which code scanners read. It says nothing of the machine: paths are relative to {@code %SRCROOT%}, and
 * there is no time in it, so that the same files give the same bytes. What a comment suppresses is among the results, marked so.
 */
final class Sarif {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private final Report report;
    private final SarifPlaces places;
    private final Map<Code, Integer> rules = new EnumMap<>(Code.class);
    private final Map<String, Integer> seen = new HashMap<>();

    private Sarif(Report report) {
        this.report = report;
        this.places = new SarifPlaces(SourceRoot.of(report.terminal()));
        EnumSet<Code> used = EnumSet.noneOf(Code.class);
        report.found().forEach(found -> used.add(found.code()));
        report.suppressed().forEach(one -> used.add(one.finding().code()));
        used.forEach(code -> rules.put(code, rules.size()));
    }

    static String of(Report report) {
        return JsonText.write(Json.of(new Sarif(report).log())) + "\n";
    }

    private Map<String, Object> log() {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver()));
        Map<String, Object> invocation = new LinkedHashMap<>();
        invocation.put("executionSuccessful", true);
        invocation.put("exitCode", (long) report.exit());
        run.put("invocations", List.of(invocation));
        run.put(
                "originalUriBaseIds",
                Map.of(
                        SarifPlaces.ROOT,
                        Map.of("description", message("The folder that the paths of this report are relative to."))));
        run.put("columnKind", "utf16CodeUnits");
        run.put(
                "artifacts",
                report.files().stream()
                        .map(file -> object("location", places.artifact(file), "roles", List.of("analysisTarget")))
                        .toList());
        List<Object> results = new ArrayList<>();
        report.found().forEach(found -> results.add(result(found, null)));
        report.suppressed().forEach(one -> results.add(result(one.finding(), one)));
        run.put("results", results);
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("$schema", SCHEMA);
        log.put("version", "2.1.0");
        log.put("runs", List.of(run));
        return log;
    }

    private Map<String, Object> driver() {
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "Signalbox");
        String version = Sarif.class.getPackage().getImplementationVersion();
        driver.put("version", version == null ? "0.0.0-development" : version);
        driver.put("rules", rules.keySet().stream().map(SarifRules::of).toList());
        return driver;
    }

    private Map<String, Object> result(Diagnostic found, @Nullable Suppressed suppressed) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", found.code().name());
        result.put("ruleIndex", (long) rules.getOrDefault(found.code(), -1));
        result.put("level", level(found.severity()));
        result.put("message", message(found.help() == null ? found.message() : found.message() + " " + found.help()));
        result.put("locations", List.of(places.location(found)));
        result.put("partialFingerprints", Map.of("signalboxFinding/v1", fingerprint(found)));
        places.related(found, result);
        places.fix(found, result);
        if (suppressed != null) {
            Map<String, Object> why = new LinkedHashMap<>();
            why.put("kind", "inSource");
            if (!suppressed.reason().isEmpty()) {
                why.put("justification", suppressed.reason());
            }
            result.put("suppressions", List.of(why));
        }
        return result;
    }

    /** By rule, file and path inside it, so that it stays when lines move; the n-th of several alike has its number. */
    private String fingerprint(Diagnostic found) {
        String what = SarifPlaces.fingerprint(
                found.code() + "\n" + places.uri(found) + "\n" + found.place().path());
        int number = seen.merge(what, 1, Integer::sum);
        return what + ":" + number;
    }

    static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "note";
        };
    }

    static Map<String, Object> message(String text) {
        return Map.of("text", text);
    }

    /** Keys in this order, so that the same findings give the same bytes. */
    static Map<String, Object> object(String first, Object value, String second, Object other) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put(first, value);
        object.put(second, other);
        return object;
    }
}
