package dev.signalbox.dsl.diagnostic;

/** What a code's letter says it is about, in the order of the reference's table. */
public enum Family {
    Y("YAML and schema"),
    G("the graph of states"),
    E("expressions and types"),
    B("bounds"),
    C("context and data"),
    S("safety"),
    R("reliability"),
    F("twelve-factor advice"),
    T("tests"),
    P("compatibility");

    private final String title;

    Family(String title) {
        this.title = title;
    }

    static Family of(Code code) {
        return valueOf(code.name().substring(0, 1));
    }

    public String title() {
        return title;
    }
}
