package dev.signalbox.dsl.read;

import dev.signalbox.dsl.model.Channel;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code channels} of a workspace. One whose settings cannot be read is left out, with a finding. */
final class ChannelReader {
    static final List<String> KINDS = List.of("slack", "email", "webhook");
    private static final List<String> KEYS = List.of("slack", "email", "webhook", "groups", "stuck");
    private static final List<String> MAIL = List.of("host", "port", "tls", "user", "password", "from", "to");

    /** An address alone. What stands in it goes into a mail's head, so there is nothing in it that could end a line or a list. */
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");

    private static final Map<String, Channel.Tls> TLS = tls();

    private final Reading reading;
    private final TemplateReader templates;

    ChannelReader(Reading reading, TemplateReader templates) {
        this.reading = reading;
        this.templates = templates;
    }

    private static Map<String, Channel.Tls> tls() {
        Map<String, Channel.Tls> map = new LinkedHashMap<>();
        map.put("starttls", Channel.Tls.STARTTLS);
        map.put("tls", Channel.Tls.TLS);
        map.put("none", Channel.Tls.NONE);
        return map;
    }

    Map<String, Channel> channels(Fields workspace) {
        Map<String, Channel> found = new LinkedHashMap<>();
        for (YamlNode.Entry entry : workspace.entriesOf("channels")) {
            Names.dashed(reading, entry.key());
            Channel channel = channel(entry);
            if (channel != null) {
                found.put(entry.name(), channel);
            }
        }
        return Collections.unmodifiableMap(found);
    }

    private @Nullable Channel channel(YamlNode.Entry entry) {
        if (!(entry.value() instanceof YamlNode.Mapping mapping)) {
            reading.wrong(entry.value(), "a mapping with one of the keys " + Reading.listed(KINDS));
            return null;
        }
        List<String> kinds =
                KINDS.stream().filter(mapping.entries()::containsKey).toList();
        if (kinds.size() != 1) {
            reading.wrong(mapping, "a mapping with one of the keys " + Reading.listed(KINDS));
            return null;
        }
        Fields channel = Fields.open(reading, mapping, "a channel", KEYS);
        String kind = kinds.getFirst();
        if (channel == null) {
            return null;
        }
        Channel.Way way = switch (kind) {
            case "slack" -> slack(channel.get(kind));
            case "email" -> email(channel.get(kind));
            default -> webhook(channel.get(kind));
        };
        return way == null
                ? null
                : new Channel(
                        entry.name(),
                        way,
                        channel.texts("groups"),
                        channel.flag("stuck"),
                        entry.key().place());
    }

    private Channel.@Nullable Way slack(@Nullable YamlNode node) {
        Fields fields = Fields.open(reading, node, "a Slack channel", List.of("url"));
        Template url = fields == null ? null : needed(fields, "url");
        return url == null ? null : new Channel.Slack(url);
    }

    private Channel.@Nullable Way webhook(@Nullable YamlNode node) {
        Fields fields = Fields.open(reading, node, "a webhook channel", List.of("url", "secret"));
        if (fields == null) {
            return null;
        }
        Template url = needed(fields, "url");
        return url == null ? null : new Channel.Webhook(url, optional(fields, "secret"));
    }

    private Channel.@Nullable Way email(@Nullable YamlNode node) {
        Fields fields = Fields.open(reading, node, "an e-mail channel", MAIL);
        if (fields == null) {
            return null;
        }
        Template host = needed(fields, "host");
        String from = address(fields.need("from"));
        Channel.Tls tls = fields.oneOf("tls", TLS, Channel.Tls.STARTTLS);
        int port = fields.whole("port", 1, 65_535, tls.port());
        Template user = optional(fields, "user");
        Template password = optional(fields, "password");
        if (user != null && password == null) {
            reading.missing(fields.node(), "an e-mail channel with a `user`", "password");
        }
        if (password != null && user == null) {
            reading.missing(fields.node(), "an e-mail channel with a `password`", "user");
        }
        List<String> to = new ArrayList<>();
        for (YamlNode item : fields.items("to")) {
            String address = address(item);
            if (address != null) {
                to.add(address);
            }
        }
        return host == null || from == null ? null : new Channel.Email(host, port, tls, user, password, from, to);
    }

    /** An e-mail address as a person or a channel has it; null with a finding when it is none. */
    @Nullable
    String address(@Nullable YamlNode node) {
        YamlNode.Scalar text = Fields.textOf(reading, node);
        if (text != null && !ADDRESS.matcher(text.text()).matches()) {
            reading.wrong(text, "an e-mail address such as `sam@shop.example`, without a name around it");
            return null;
        }
        return text == null ? null : text.text();
    }

    private @Nullable Template needed(Fields fields, String key) {
        YamlNode.Scalar text = fields.needText(key);
        return text == null ? null : templates.text(text);
    }

    private @Nullable Template optional(Fields fields, String key) {
        YamlNode.Scalar text = Fields.nameOf(reading, fields.get(key));
        return text == null ? null : templates.text(text);
    }
}
