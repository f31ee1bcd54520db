package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.Choice;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Save;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code llm}: one typed question to a model. */
final class LlmReader {
    static final List<String> KEYS = List.of(
            "model",
            "system",
            "prompt",
            "context",
            "examples",
            "output",
            "choose",
            "among",
            "repair",
            "temperature",
            "max_output",
            "timeout",
            "retry");

    private final FlowScope scope;
    private final Reading reading;
    private final ContextReader contexts;

    LlmReader(FlowScope scope) {
        this.scope = scope;
        this.reading = scope.reading;
        this.contexts = new ContextReader(scope);
    }

    /** @param save where the reply goes: its schema is the reply's when the call names none */
    @Nullable
    LlmVerb read(Fields fields, @Nullable Save save) {
        YamlNode.Scalar model = fields.needText("model");
        List<Choice> choose = new ChoiceReader(scope).read(fields);
        LlmVerb verb = new LlmVerb(
                new ModelName(model == null || model.text().isEmpty() ? "?" : model.text()),
                model == null ? fields.place() : model.place(),
                scope.templates.prompt(fields.get("system")),
                scope.templates.prompt(fields.get("prompt")),
                contexts.read(fields.get("context"), fields.place()),
                examples(fields),
                output(fields, choose, save),
                choose,
                among(fields.get("among")),
                fields.whole("repair", 0, 20, 1),
                fields.number("temperature", 0),
                fields.whole("max_output", 1, Integer.MAX_VALUE));
        return model == null || model.text().isEmpty() ? null : verb;
    }

    private @Nullable Schema output(Fields fields, List<Choice> choose, @Nullable Save save) {
        YamlNode output = fields.get("output");
        YamlNode.Entry both = fields.entry("choose");
        if (output != null && both != null) {
            reading.add(Diagnostic.of(
                    Code.Y006, both.key().place(), "`choose` stands instead of `output`: a call has one of the two."));
        }
        if (output != null) {
            return scope.schemas.read(output);
        }
        if (!choose.isEmpty()) {
            return new Union(choose).schema(scope.schemas, fields.place());
        }
        return save instanceof Save.Whole whole ? scope.dataSchema(whole.name()) : null;
    }

    private List<LlmVerb.Example> examples(Fields fields) {
        List<LlmVerb.Example> found = new ArrayList<>();
        for (YamlNode item : fields.list("examples")) {
            Fields example = Fields.open(reading, item, "an example", List.of("input", "output"));
            if (example == null) {
                continue;
            }
            YamlNode.Scalar input = example.needText("input");
            YamlNode output = example.need("output");
            if (input != null && output != null) {
                found.add(new LlmVerb.Example(input.text(), output.json(), example.place()));
            }
        }
        return found;
    }

    /** A list that the flow computes: {@code ${EXPR}} or the expression alone. */
    private @Nullable Expr among(@Nullable YamlNode node) {
        if (node instanceof YamlNode.Scalar scalar
                && TemplateReader.isExact(scalar)
                && scope.templates.scalar(scalar) instanceof dev.signalbox.dsl.model.Template.Only only) {
            return only.expr();
        }
        return scope.templates.bare(node);
    }
}
