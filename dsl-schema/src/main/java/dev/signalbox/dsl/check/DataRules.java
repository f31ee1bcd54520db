package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.graph.Ways;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.verb.SetVerb;
import dev.signalbox.dsl.type.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** C408 and C409: data that nobody reads, and lists that only grow. C408 is exact; C409 knows the plain forms of adding to a list. */
final class DataRules {
    private final Setting setting;
    private final Findings findings;

    private DataRules(Setting setting, Findings findings) {
        this.setting = setting;
        this.findings = findings;
    }

    static void check(Setting setting, Findings findings) {
        DataRules rules = new DataRules(setting, findings);
        // Where something is wrong, what was to read a name may be what is wrong.
        if (!findings.hasErrors()) {
            rules.unread();
        }
        rules.growing();
    }

    private void unread() {
        Set<String> read = new HashSet<>();
        for (Expr expr : setting.flow().expressions()) {
            read.addAll(Identifiers.roots(expr.source()));
        }
        Set<DataName> doubtful = Writers.doubtful(setting);
        for (DataDecl decl : setting.flow().data().values()) {
            if (!read.contains(decl.name().value()) && !doubtful.contains(decl.name())) {
                findings.add(
                        Code.C408,
                        setting.key("/data/" + decl.name(), decl.place()),
                        "Nothing reads `" + decl.name() + "`.",
                        "Take it out, or use it: in a prompt's context, a condition, an action's arguments or the output.");
            }
        }
    }

    private void growing() {
        Set<StateName> again = new HashSet<>();
        Map<StateName, List<dev.signalbox.dsl.graph.Way>> ways = Ways.of(setting.flow());
        for (List<StateName> circle : Circles.of(
                setting.flow().states().keySet(),
                name -> ways.getOrDefault(name, List.of()).stream()
                        .map(dev.signalbox.dsl.graph.Way::to)
                        .filter(setting.flow().states()::containsKey)
                        .toList())) {
            boolean itself = ways.getOrDefault(circle.getFirst(), List.of()).stream()
                    .anyMatch(way -> way.to().equals(circle.getFirst()));
            if (circle.size() > 1 || itself) {
                again.addAll(circle);
            }
        }
        for (State state : setting.flow().states().values()) {
            if (again.contains(state.name()) && state.visits() == null) {
                state.set().forEach(this::grows);
                if (state.verb() instanceof SetVerb set) {
                    set.values().forEach(this::grows);
                }
            }
        }
    }

    private void grows(DataName name, Template value) {
        DataDecl decl = setting.flow().data().get(name);
        boolean uncapped =
                decl != null && Type.resolve(decl.schema().type()) instanceof Type.Arr list && list.maxItems() == null;
        if (uncapped
                && value instanceof Template.Only only
                && addsTo(name.value(), only.expr().source())) {
            findings.add(
                    Code.C409,
                    only.expr().place(),
                    "`" + name + "` grows each time a run comes by, and nothing bounds it.",
                    "Give its schema `maxItems`, or load `events` in the context: a run keeps its own history.");
        }
    }

    private static boolean addsTo(String name, String source) {
        String word = Pattern.quote(name);
        return Pattern.compile("(^|[^\\w.])" + word + "\\s*\\+|\\+\\s*" + word + "(?![\\w.(])")
                .matcher(source)
                .find();
    }
}
