package dev.signalbox.dsl.read;

import dev.signalbox.dsl.media.MediaKind;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.Workspace.Provider;
import dev.signalbox.dsl.model.Workspace.Structured;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code models} of a workspace. */
final class ModelReader {
    static final List<String> KEYS = List.of(
            "provider",
            "model",
            "base_url",
            "api_key",
            "window",
            "price",
            "fallback",
            "concurrency",
            "rate",
            "structured",
            "prompt_cache_key",
            "takes");
    private static final Map<String, Provider> PROVIDERS = providers();
    private static final Map<String, Structured> STRUCTURED = structured();
    private static final Map<String, MediaKind> TAKEN = taken();

    private final Reading reading;
    private final TemplateReader templates;

    ModelReader(Reading reading, TemplateReader templates) {
        this.reading = reading;
        this.templates = templates;
    }

    private static Map<String, Provider> providers() {
        Map<String, Provider> map = new LinkedHashMap<>();
        map.put("openai", Provider.OPENAI);
        map.put("anthropic", Provider.ANTHROPIC);
        map.put("recorded", Provider.RECORDED);
        map.put("person", Provider.PERSON);
        return map;
    }

    private static Map<String, Structured> structured() {
        Map<String, Structured> map = new LinkedHashMap<>();
        map.put("schema", Structured.SCHEMA);
        map.put("json", Structured.JSON);
        map.put("prompt", Structured.PROMPT);
        return map;
    }

    private static Map<String, MediaKind> taken() {
        Map<String, MediaKind> map = new LinkedHashMap<>();
        for (MediaKind kind : MediaKind.values()) {
            map.put(kind.takes(), kind);
        }
        return map;
    }

    Map<ModelName, Workspace.Model> models(Fields workspace) {
        Map<ModelName, Workspace.Model> found = new LinkedHashMap<>();
        for (YamlNode.Entry entry : workspace.entriesOf("models")) {
            Names.dashed(reading, entry.key());
            if (!entry.name().isEmpty()) {
                ModelName name = new ModelName(entry.name());
                found.put(name, model(name, entry));
            }
        }
        return java.util.Collections.unmodifiableMap(found);
    }

    private Workspace.Model model(ModelName name, YamlNode.Entry entry) {
        Fields fields = Fields.open(reading, entry.value(), "a model", KEYS);
        if (fields == null) {
            return new Workspace.Model(
                    name,
                    Provider.RECORDED,
                    null,
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    null,
                    null,
                    Structured.SCHEMA,
                    false,
                    Set.of(),
                    entry.key().place());
        }
        fields.need("provider");
        Provider provider = fields.oneOf("provider", PROVIDERS);
        boolean remote = provider == Provider.OPENAI || provider == Provider.ANTHROPIC;
        YamlNode.Scalar model = remote ? fields.needText("model") : fields.text("model");
        YamlNode baseUrl = fields.get("base_url");
        YamlNode apiKey = fields.get("api_key");
        Template url = baseUrl == null ? null : templates.text(baseUrl);
        Template key = apiKey == null ? null : templates.text(apiKey);
        return new Workspace.Model(
                name,
                provider == null ? Provider.RECORDED : provider,
                model == null ? null : model.text(),
                url,
                key,
                fields.whole("window", 1, Integer.MAX_VALUE),
                price(fields),
                WorkspaceReader.names(fields.texts("fallback")),
                fields.whole("concurrency", 1, Integer.MAX_VALUE),
                rate(fields),
                structured(fields, provider),
                openAiOnly(fields, provider, "prompt_cache_key") && fields.flag("prompt_cache_key"),
                takes(fields),
                entry.key().place());
    }

    private Set<MediaKind> takes(Fields fields) {
        Set<MediaKind> takes = EnumSet.noneOf(MediaKind.class);
        for (YamlNode item : fields.items("takes")) {
            MediaKind kind = item instanceof YamlNode.Scalar word ? TAKEN.get(word.text()) : null;
            if (kind == null) {
                reading.notOneOf(item, TAKEN.keySet());
            } else {
                takes.add(kind);
            }
        }
        return Collections.unmodifiableSet(takes);
    }

    private Structured structured(Fields fields, @Nullable Provider provider) {
        Structured structured = fields.oneOf("structured", STRUCTURED, Structured.SCHEMA);
        return structured != Structured.JSON || openAiOnly(fields, provider, "structured")
                ? structured
                : Structured.PROMPT;
    }

    /** Anthropic's protocol knows no such thing; other providers send nothing, and are not told off for a switch of one word. */
    private boolean openAiOnly(Fields fields, @Nullable Provider provider, String key) {
        YamlNode node = fields.get(key);
        if (node != null && provider == Provider.ANTHROPIC) {
            reading.wrong(
                    node, key.equals("structured") ? "`schema` or `prompt` with Anthropic" : "left out with Anthropic");
            return false;
        }
        return true;
    }

    private Workspace.@Nullable Rate rate(Fields fields) {
        Fields rate = Fields.open(reading, fields.get("rate"), "`rate`", List.of("requests", "tokens"));
        if (rate == null) {
            return null;
        }
        if (rate.node().entries().isEmpty()) {
            reading.wrong(rate.node(), "`requests`, `tokens` or both, a minute");
        }
        return new Workspace.Rate(
                rate.whole("requests", 1, Integer.MAX_VALUE), rate.whole("tokens", 1, Integer.MAX_VALUE));
    }

    private Workspace.@Nullable Price price(Fields fields) {
        Fields price = Fields.open(
                reading, fields.get("price"), "`price`", List.of("input", "output", "cached", "cache_write"));
        if (price == null) {
            return null;
        }
        price.need("input");
        price.need("output");
        Double input = price.number("input", 0);
        Double output = price.number("output", 0);
        Double cached = price.number("cached", 0);
        Double written = price.number("cache_write", 0);
        return input == null || output == null
                ? null
                : new Workspace.Price(
                        input, output, cached == null ? input : cached, written == null ? input : written);
    }
}
