package dev.signalbox.testkit.run;

import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.port.Environment;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The environment of every test: each declared name is an address that leads nowhere, whatever the machine has. */
record Outside(Map<String, String> env) implements Environment {
    static Outside of(Workspace workspace) {
        Map<String, String> env = new TreeMap<>();
        for (String name : workspace.env()) {
            env.put(name, "https://" + name.toLowerCase(Locale.ROOT).replace('_', '-') + ".test");
        }
        return new Outside(java.util.Collections.unmodifiableMap(env));
    }

    @Override
    public String secret(String name) {
        return "a secret of no worth";
    }
}
