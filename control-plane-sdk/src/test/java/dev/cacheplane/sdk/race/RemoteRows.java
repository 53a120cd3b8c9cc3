package dev.cacheplane.sdk.race;

/** The database of another process, and how that one answers. */
record RemoteRows(LineClient client) implements Database {
    /** What the process that has the rows answers to one that asks through this class. */
    static String answer(Rows rows, String question) {
        String[] words = question.split(" ", -1);
        return switch (words[0]) {
            case "read" -> Long.toString(rows.read(words[1]));
            case "update" -> Long.toString(rows.update(words[1]));
            case "settled" -> Long.toString(rows.settled(words[1]));
            case "invalidated" -> {
                rows.invalidated(words[1], Long.parseLong(words[2]));
                yield "noted";
            }
            default -> throw new IllegalArgumentException(question);
        };
    }

    @Override
    public long read(String row) {
        return Long.parseLong(client.ask("read " + row));
    }

    @Override
    public long update(String row) {
        return Long.parseLong(client.ask("update " + row));
    }

    @Override
    public void invalidated(String row, long version) {
        client.ask("invalidated " + row + " " + version);
    }

    @Override
    public long settled(String row) {
        return Long.parseLong(client.ask("settled " + row));
    }
}
