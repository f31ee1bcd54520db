package dev.signalbox.spring;

import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.action.ActionContext;
import java.util.ArrayList;
import java.util.List;

/** A bean with an action that knows the engine which calls it. */
class Greeter {
    final List<String> keys = new ArrayList<>();
    final Engine engine;

    Greeter(Engine engine) {
        this.engine = engine;
    }

    record Whom(String name) {}

    record Text(String text) {}

    @FlowAction("greet")
    Text greet(Whom whom, ActionContext call) {
        keys.add(call.key());
        return new Text("Hello " + whom.name());
    }
}
