package dev.signalbox.core.context;

import dev.signalbox.dsl.model.ContextItem;

/** What stands around an item's text: a tag for {@code xml}, the name for a block, nothing in a slot. Counts as the item's. */
record Frame(String before, String after) {
    static Frame of(ContextItem item, boolean slot) {
        if (item.format() == ContextItem.Format.XML) {
            return new Frame("<" + item.name() + ">\n", "\n</" + item.name() + ">");
        }
        return slot ? new Frame("", "") : new Frame(item.name() + ":\n", "");
    }

    /** Text that cannot end its own tag early. */
    static String inside(ContextItem item, String body) {
        return item.format() == ContextItem.Format.XML ? body.replace("</" + item.name(), "<\\/" + item.name()) : body;
    }
}
