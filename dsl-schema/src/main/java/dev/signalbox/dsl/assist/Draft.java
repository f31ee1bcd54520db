package dev.signalbox.dsl.assist;

import dev.signalbox.dsl.check.Setting;
import dev.signalbox.dsl.check.TypesHere;
import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.FlowReader;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.WorkspaceReader;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file that parses, as far as a model can be made of it, with the types that hold at its expressions. */
final class Draft {
    /** What a flow has to have before there is a model of it, in the order in which it is added. */
    private static final Map<String, String> HEAD = new java.util.TreeMap<>(Map.of(
            "flow", "flow: unnamed",
            "signalbox", "signalbox: 1",
            "start", "start: unnamed",
            "states", "states: { unnamed: { end: succeeded } }"));

    private final Desk desk;
    private final String path;
    private final FileKind kind;
    private final YamlNode root;
    private final @Nullable Flow flow;
    private final Workspace workspace;
    private @Nullable TypesHere standing;

    private Draft(Desk desk, String path, FileKind kind, String text, YamlNode root) {
        this.desk = desk;
        this.path = path;
        this.kind = kind;
        this.root = root;
        this.workspace = kind == FileKind.WORKSPACE
                ? WorkspaceReader.read(text, desk.sources()).workspace()
                : desk.workspace();
        this.flow = kind == FileKind.FLOW ? flow(desk, path, text, root) : null;
    }

    static Draft of(Desk desk, String path, FileKind kind, String text, YamlNode root) {
        return new Draft(desk, path, kind, text, root);
    }

    private static @Nullable Flow flow(Desk desk, String path, String text, YamlNode root) {
        StringBuilder whole = new StringBuilder(text);
        if (root instanceof YamlNode.Mapping mapping) {
            HEAD.forEach((key, line) -> {
                if (!mapping.entries().containsKey(key)) {
                    whole.append('\n').append(line);
                }
            });
        }
        ReadFlow read = FlowReader.read(path, whole.toString(), desk.workspace(), desk.sources());
        return read.flow();
    }

    Desk desk() {
        return desk;
    }

    String path() {
        return path;
    }

    FileKind kind() {
        return kind;
    }

    YamlNode root() {
        return root;
    }

    /** Null for a file of another kind, and where too little is there. */
    @Nullable
    Flow flow() {
        return flow;
    }

    Workspace workspace() {
        return workspace;
    }

    List<Expr> expressions() {
        return flow != null ? flow.expressions() : kind == FileKind.WORKSPACE ? workspace.expressions() : List.of();
    }

    /** The expression that a text stands in; null when it stands in none. */
    @Nullable
    Expr expressionWith(String text) {
        return expressions().stream()
                .filter(expr -> expr.source().contains(text))
                .findFirst()
                .orElse(null);
    }

    /** What holds where an expression stands. */
    TypeEnv types(Expr expr) {
        TypesHere known = standing;
        if (known == null) {
            known = flow == null
                    ? TypesHere.of(workspace)
                    : TypesHere.of(
                            new Setting(flow, workspace, desk.signatures(), new dev.signalbox.dsl.read.Places(root)));
            standing = known;
        }
        TypeEnv types = known.at(expr);
        return types == null ? TypeEnv.of(Map.of()) : types;
    }
}
