package dev.signalbox.dsl.diagnostic;

import static dev.signalbox.dsl.diagnostic.Certainty.EXACT;
import static dev.signalbox.dsl.diagnostic.Certainty.HEURISTIC;
import static dev.signalbox.dsl.diagnostic.Severity.ERROR;
import static dev.signalbox.dsl.diagnostic.Severity.INFO;
import static dev.signalbox.dsl.diagnostic.Severity.WARNING;

/**
 * Every rule of the language, in the order of the reference's table. A code is never reused for another rule. Whoever adds one
 * adds its line here and its file, {@code rules/CODE.md}, which says what it means and shows it broken and kept.
 */
public enum Code {
    Y001(ERROR, EXACT, "syntax"),
    Y002(ERROR, EXACT, "duplicate key"),
    Y003(ERROR, EXACT, "several documents in one file"),
    Y004(ERROR, EXACT, "unknown key"),
    Y005(ERROR, EXACT, "missing key"),
    Y006(ERROR, EXACT, "wrong type or value"),
    Y007(ERROR, EXACT, "bad duration"),
    Y008(ERROR, EXACT, "alias, merge key or tag"),
    Y009(ERROR, EXACT, "unsupported signalbox: version"),
    Y010(WARNING, EXACT, "value that YAML 1.1 tools misread"),
    Y011(WARNING, EXACT, "suppression that is unused or says no reason"),
    Y012(ERROR, EXACT, "a key without a value inside {}, or an unquoted a ? b : c"),

    G101(ERROR, EXACT, "unknown state"),
    G102(ERROR, EXACT, "unreachable state"),
    G103(ERROR, EXACT, "no path to an end"),
    G104(ERROR, EXACT, "no successor"),
    G105(ERROR, EXACT, "successor on an end"),
    G106(ERROR, EXACT, "branch list without a final to"),
    G107(ERROR, EXACT, "two parallel branches save the same name"),

    E201(ERROR, EXACT, "CEL syntax"),
    E202(ERROR, EXACT, "unknown name or field"),
    E203(ERROR, EXACT, "operand type"),
    E204(ERROR, EXACT, "case or outcome missing"),
    E205(ERROR, EXACT, "value not in the enum"),
    E206(ERROR, EXACT, "unknown function"),
    E207(ERROR, EXACT, "condition not boolean"),
    E208(ERROR, EXACT, "value does not fit the schema of its target"),
    E209(ERROR, EXACT, "optional field read unguarded"),
    E210(WARNING, EXACT, "else that hides enum members"),

    B301(ERROR, EXACT, "cycle without visits"),
    B302(ERROR, EXACT, "visits without exhausted"),
    B303(WARNING, EXACT, "no run limits"),
    B304(WARNING, HEURISTIC, "worst case over a limit"),

    C401(ERROR, EXACT, "unbounded item without max"),
    C402(ERROR, EXACT, "worst case exceeds the budget or the model's window"),
    C403(ERROR, EXACT, "data read before it is written on some path"),
    C404(ERROR, EXACT, "data never written"),
    C405(ERROR, EXACT, "secret reaches a prompt, person or log"),
    C406(ERROR, EXACT, "prompt names an item that is not loaded"),
    C407(WARNING, EXACT, "item loaded and never used"),
    C408(WARNING, EXACT, "data written and never read"),
    C409(WARNING, HEURISTIC, "list grows in a loop without a cap"),
    C410(ERROR, EXACT, "picture or document sent to a model that does not take it"),
    C411(ERROR, EXACT, "picture or document in system"),

    S501(ERROR, EXACT, "risky call without approve"),
    S502(ERROR, EXACT, "hold without within"),
    S503(ERROR, EXACT, "model or outside text chooses a host, path, command, recipient or tool"),
    S504(ERROR, EXACT, "secret as a literal"),
    S505(ERROR, EXACT, "undeclared secret"),
    S506(ERROR, EXACT, "secret over plain http"),
    S507(ERROR, EXACT, "untrusted text in system"),
    S508(WARNING, HEURISTIC, "approver shown only model-written text"),
    S509(INFO, EXACT, "requester may approve alone"),
    S510(WARNING, HEURISTIC, "model-set number without a maximum in a risky call"),
    S511(ERROR, EXACT, "MCP tool that is not pinned"),
    S512(ERROR, EXACT, "MCP server that the workspace does not allow"),

    R601(ERROR, EXACT, "retry on an at_most_once call"),
    R602(ERROR, EXACT, "no route for failed"),
    R603(ERROR, EXACT, "retries outlast the time-out"),
    R604(ERROR, EXACT, "llm without a schema"),
    R605(ERROR, EXACT, "unknown action, flow, model or group"),

    F701(WARNING, HEURISTIC, "floating model name"),
    F702(WARNING, EXACT, "more than 20 states"),
    F703(WARNING, EXACT, "long prompt inline"),
    F704(WARNING, HEURISTIC, "free text drives a branch"),
    F705(WARNING, HEURISTIC, "a repair without room in the budget"),

    T801(ERROR, EXACT, "a test names what the flow does not have"),
    T802(WARNING, EXACT, "a test's value does not fit its schema"),
    T803(WARNING, EXACT, "an expectation that can never hold"),
    T804(WARNING, EXACT, "a script that nothing can use"),

    P901(ERROR, EXACT, "the state is gone"),
    P902(ERROR, EXACT, "the state does something else"),
    P903(ERROR, EXACT, "a value of the run has no name, or does not fit"),
    P904(ERROR, EXACT, "the new file reads what the run has not written"),
    P905(ERROR, EXACT, "something is under way that cannot be taken back"),
    P906(ERROR, EXACT, "what a person was asked about would go ahead without one"),
    P907(ERROR, EXACT, "visits or a limit are used up"),
    P908(ERROR, EXACT, "the run's flow, input or output is another"),
    P909(ERROR, EXACT, "what was kept out of prompts and logs would show"),
    P910(INFO, EXACT, "begun anew in the new file"),
    P911(ERROR, EXACT, "a mapping that does not fit the two files");

    private final Severity severity;
    private final Certainty certainty;
    private final String title;

    Code(Severity severity, Certainty certainty, String title) {
        this.severity = severity;
        this.certainty = certainty;
        this.title = title;
    }

    /** The severity a finding of this rule has unless the rule itself lowers it. */
    public Severity severity() {
        return severity;
    }

    /** Whether a finding of this rule can be wrong. One that can is no error by default. */
    public Certainty certainty() {
        return certainty;
    }

    public String title() {
        return title;
    }

    public Family family() {
        return Family.of(this);
    }
}
