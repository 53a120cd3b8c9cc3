package dev.cacheplane.demo.rediscli;

import dev.cacheplane.redis.Reply;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Answers as text, the way {@code redis-cli} shows them on a terminal. */
final class Rendering {

    /** Their answers are text for people, and shown as they are. */
    private static final Set<String> PROSE = Set.of("INFO", "CLIENT", "LOLWUT", "MEMORY", "LATENCY", "CLUSTER");

    private Rendering() {}

    /** The answer to this command, with a line feed at its end. */
    static String of(List<String> command, Reply reply) {
        if (reply instanceof Reply.Data prose && PROSE.contains(command.get(0).toUpperCase(Locale.ROOT))) {
            return prose.text().replace("\r", "").stripTrailing() + "\n";
        }
        var text = new StringBuilder();
        render(reply, "", text);
        return text.toString();
    }

    private static void render(Reply reply, String indent, StringBuilder text) {
        if (reply instanceof Reply.Items list && !list.items().isEmpty()) {
            int width = Integer.toString(list.items().size()).length();
            for (int i = 0; i < list.items().size(); i++) {
                String number = String.format("%" + width + "d) ", i + 1);
                text.append(i == 0 ? "" : indent).append(number);
                render(list.items().get(i), indent + " ".repeat(number.length()), text);
            }
        } else {
            text.append(simple(reply)).append('\n');
        }
    }

    private static String simple(Reply reply) {
        if (reply instanceof Reply.Status status) {
            return status.text();
        }
        if (reply instanceof Reply.Failure failure) {
            return "(error) " + failure.text();
        }
        if (reply instanceof Reply.Count count) {
            return "(integer) " + count.value();
        }
        if (reply instanceof Reply.Data data) {
            return quoted(data.bytes());
        }
        return reply instanceof Reply.Nil ? "(nil)" : "(empty array)";
    }

    private static String quoted(byte[] bytes) {
        var text = new StringBuilder("\"");
        for (byte b : bytes) {
            switch (b) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case 0x07 -> text.append("\\a");
                case '\b' -> text.append("\\b");
                default ->
                    text.append(
                            b >= ' ' && b < 0x7f
                                    ? Character.toString(b)
                                    : String.format("\\x%02x", Byte.toUnsignedInt(b)));
            }
        }
        return text.append('"').toString();
    }
}
