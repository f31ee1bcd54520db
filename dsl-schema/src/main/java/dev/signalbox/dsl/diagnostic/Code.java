package dev.signalbox.dsl.diagnostic;

import static dev.signalbox.dsl.diagnostic.Severity.ERROR;
import static dev.signalbox.dsl.diagnostic.Severity.INFO;
import static dev.signalbox.dsl.diagnostic.Severity.WARNING;

/**
 * Every rule of the language, in the order of the reference's table. A code is never reused for another rule.
 *
 * <p>Families: Y YAML and schema, G graph, E expressions and types, B bounds, C context, S safety, R reliability,
 * F twelve-factor advice, T tests, P compatibility.
 */
public enum Code {
    Y001(ERROR, "syntax"),
    Y002(ERROR, "duplicate key"),
    Y003(ERROR, "several documents in one file"),
    Y004(ERROR, "unknown key"),
    Y005(ERROR, "missing key"),
    Y006(ERROR, "wrong type or value"),
    Y007(ERROR, "bad duration"),
    Y008(ERROR, "alias, merge key or tag"),
    Y009(ERROR, "unsupported signalbox: version"),
    Y010(WARNING, "value that YAML 1.1 tools misread"),
    Y011(WARNING, "unused suppression"),
    Y012(ERROR, "a key without a value inside {}, or an unquoted a ? b : c"),

    G101(ERROR, "unknown state"),
    G102(ERROR, "unreachable state"),
    G103(ERROR, "no path to an end"),
    G104(ERROR, "no successor"),
    G105(ERROR, "successor on an end"),
    G106(ERROR, "branch list without a final to"),
    G107(ERROR, "two parallel branches save the same name"),

    E201(ERROR, "CEL syntax"),
    E202(ERROR, "unknown name or field"),
    E203(ERROR, "operand type"),
    E204(ERROR, "case or outcome missing"),
    E205(ERROR, "value not in the enum"),
    E206(ERROR, "unknown function"),
    E207(ERROR, "condition not boolean"),
    E208(ERROR, "value does not fit the schema of its target"),
    E209(ERROR, "optional field read unguarded"),
    E210(WARNING, "else that hides enum members"),

    B301(ERROR, "cycle without visits"),
    B302(ERROR, "visits without exhausted"),
    B303(WARNING, "no run limits"),
    B304(WARNING, "worst case over a limit"),

    C401(ERROR, "unbounded item without max"),
    C402(ERROR, "worst case exceeds the budget or the model's window"),
    C403(ERROR, "data read before it is written on some path"),
    C404(ERROR, "data never written"),
    C405(ERROR, "secret reaches a prompt, person or log"),
    C406(ERROR, "prompt names an item that is not loaded"),
    C407(WARNING, "item loaded and never used"),
    C408(WARNING, "data written and never read"),
    C409(WARNING, "list grows in a loop without a cap"),
    C410(ERROR, "picture or document sent to a model that does not take it"),
    C411(ERROR, "picture or document in system"),

    S501(ERROR, "risky call without approve"),
    S502(ERROR, "hold without within"),
    S503(ERROR, "model or outside text chooses a host, path, command, recipient or tool"),
    S504(ERROR, "secret as a literal"),
    S505(ERROR, "undeclared secret"),
    S506(ERROR, "secret over plain http"),
    S507(ERROR, "untrusted text in system"),
    S508(WARNING, "approver shown only model-written text"),
    S509(INFO, "requester may approve alone"),
    S510(WARNING, "model-set number without a maximum in a risky call"),

    R601(ERROR, "retry on an at_most_once call"),
    R602(ERROR, "no route for failed"),
    R603(ERROR, "retries outlast the time-out"),
    R604(ERROR, "llm without a schema"),
    R605(ERROR, "unknown action, flow, model or group"),

    F701(WARNING, "floating model name"),
    F702(WARNING, "more than 20 states"),
    F703(WARNING, "long prompt inline"),
    F704(WARNING, "free text drives a branch"),
    F705(WARNING, "a repair without room in the budget"),

    T801(ERROR, "a test names what the flow does not have"),

    P901(ERROR, "the state is gone"),
    P902(ERROR, "the state does something else"),
    P903(ERROR, "a value of the run has no name, or does not fit"),
    P904(ERROR, "the new file reads what the run has not written"),
    P905(ERROR, "something is under way that cannot be taken back"),
    P906(ERROR, "what a person was asked about would go ahead without one"),
    P907(ERROR, "visits or a limit are used up"),
    P908(ERROR, "the run's flow, input or output is another"),
    P909(ERROR, "what was kept out of prompts and logs would show"),
    P910(INFO, "begun anew in the new file"),
    P911(ERROR, "a mapping that does not fit the two files");

    private final Severity severity;
    private final String title;

    Code(Severity severity, String title) {
        this.severity = severity;
        this.title = title;
    }

    /** The severity a finding of this rule has unless the rule itself lowers it. */
    public Severity severity() {
        return severity;
    }

    public String title() {
        return title;
    }
}
