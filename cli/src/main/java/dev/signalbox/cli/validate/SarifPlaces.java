package dev.signalbox.cli.validate;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Edit;
import dev.signalbox.dsl.diagnostic.Fix;
import dev.signalbox.dsl.diagnostic.Related;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.value.CanonicalJson;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Places, ways and fixes as SARIF writes them. Lines and columns are 1-based and the end is exclusive there too. */
record SarifPlaces(SourceRoot root) {
    static final String ROOT = "%SRCROOT%";

    /** The rules whose related places are the steps of a way. */
    private static final Set<Code> WAYS = EnumSet.of(Code.G103, Code.B301, Code.B304);

    String uri(Diagnostic found) {
        return root.uri(found.place().span().file());
    }

    Map<String, Object> artifact(String file) {
        Map<String, Object> artifact = new LinkedHashMap<>();
        artifact.put("uri", root.uri(file));
        if (root.isInside(file)) {
            artifact.put("uriBaseId", ROOT);
        }
        return artifact;
    }

    Map<String, Object> location(Diagnostic found) {
        Map<String, Object> location = location(found.place().span());
        if (!found.place().path().isEmpty()) {
            location.put(
                    "logicalLocations",
                    List.of(Sarif.object("fullyQualifiedName", found.place().path(), "kind", "member")));
        }
        return location;
    }

    private Map<String, Object> location(Span span) {
        Map<String, Object> physical = new LinkedHashMap<>();
        physical.put("artifactLocation", artifact(span.file()));
        physical.put("region", region(span));
        Map<String, Object> location = new LinkedHashMap<>();
        location.put("physicalLocation", physical);
        return location;
    }

    private static Map<String, Object> region(Span span) {
        Map<String, Object> region = new LinkedHashMap<>();
        region.put("startLine", (long) span.line());
        region.put("startColumn", (long) span.column());
        region.put("endLine", (long) span.endLine());
        region.put("endColumn", (long) span.endColumn());
        return region;
    }

    void related(Diagnostic found, Map<String, Object> result) {
        if (found.related().isEmpty()) {
            return;
        }
        List<Object> related = new ArrayList<>();
        List<Object> way = new ArrayList<>();
        Map<String, Object> start = location(found.place().span());
        start.put("message", Sarif.message(found.message()));
        way.add(Map.of("location", start));
        for (Related one : found.related()) {
            Map<String, Object> location = location(one.span());
            location.put("message", Sarif.message(one.message()));
            related.add(location);
            way.add(Map.of("location", location));
        }
        result.put("relatedLocations", related);
        if (WAYS.contains(found.code())) {
            result.put("codeFlows", List.of(Map.of("threadFlows", List.of(Map.of("locations", way)))));
        }
    }

    void fix(Diagnostic found, Map<String, Object> result) {
        Fix fix = found.fix();
        if (fix == null) {
            return;
        }
        Map<String, List<Edit>> byFile = new LinkedHashMap<>();
        fix.edits()
                .forEach(edit -> byFile.computeIfAbsent(edit.span().file(), file -> new ArrayList<>())
                        .add(edit));
        List<Object> changes = new ArrayList<>();
        byFile.forEach((file, edits) -> changes.add(Sarif.object(
                "artifactLocation",
                artifact(file),
                "replacements",
                edits.stream().map(SarifPlaces::replacement).toList())));
        result.put(
                "fixes", List.of(Sarif.object("description", Sarif.message(fix.title()), "artifactChanges", changes)));
    }

    private static Map<String, Object> replacement(Edit edit) {
        Map<String, Object> replacement = new LinkedHashMap<>();
        replacement.put("deletedRegion", region(edit.span()));
        replacement.put("insertedContent", Sarif.message(edit.text()));
        return replacement;
    }

    static String fingerprint(String text) {
        return CanonicalJson.sha256(text);
    }
}
