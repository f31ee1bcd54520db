package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Channel;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.Places;

/** What channels and the people who have them need of each other: groups that are there, and an address for each mail. */
final class ChannelRules {
    private final Workspace workspace;
    private final Places places;
    private final Findings findings;

    private ChannelRules(Workspace workspace, Places places, Findings findings) {
        this.workspace = workspace;
        this.places = places;
        this.findings = findings;
    }

    static void check(Workspace workspace, Places places, Findings findings) {
        ChannelRules rules = new ChannelRules(workspace, places, findings);
        workspace.channels().values().forEach(rules::channel);
        workspace.people().values().forEach(rules::person);
    }

    private void channel(Channel channel) {
        for (int i = 0; i < channel.groups().size(); i++) {
            if (!workspace.groups().contains(channel.groups().get(i))) {
                findings.unknown(
                        Code.R605,
                        place("/channels/" + channel.name() + "/groups/" + i, channel.place()),
                        "group",
                        channel.groups().get(i),
                        workspace.groups());
            }
        }
        if (channel.way() instanceof Channel.Email mail
                && mail.to().isEmpty()
                && (channel.stuck() || !channel.groups().isEmpty())) {
            findings.add(
                    Code.Y005,
                    channel.place(),
                    "The e-mail channel `" + channel.name() + "` is to tell "
                            + (channel.stuck() ? "of stuck runs" : "a group") + " and has no address for that.",
                    "Give its `email` a `to` with the address of the room or the list.");
        }
    }

    private void person(Workspace.Person person) {
        Channel channel = person.channel() == null ? null : workspace.channels().get(person.channel());
        if (channel != null
                && channel.way() instanceof Channel.Email mail
                && mail.to().isEmpty()
                && person.email() == null) {
            findings.add(
                    Code.Y005,
                    place("/people/" + person.id() + "/channel", person.place()),
                    "`" + person.id() + "` is to be told by e-mail and has no address.",
                    "Give them an `email`, or the channel's `email` a `to`.");
        }
    }

    private Place place(String pointer, Place near) {
        Place place = places.value(pointer);
        return place != null ? place : near;
    }
}
