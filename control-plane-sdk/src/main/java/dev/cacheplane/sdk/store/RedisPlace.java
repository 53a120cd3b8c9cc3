package dev.cacheplane.sdk.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where a Redis is: one server, or a group of servers that say themselves which of them is in charge. Immutable; never shows a password. */
public sealed interface RedisPlace {
    /** One server. */
    sealed interface Node extends RedisPlace {}

    /**
     * A server that listens on a port.
     *
     * @param name a name or an address, an IPv6 address without its brackets
     * @param port 1 to 65535
     */
    record Host(String name, int port) implements Node {
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:%-]+");

        /** @throws IllegalArgumentException naming the part that cannot be */
        public Host {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("The Redis host is neither a name nor an address");
            }
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("The Redis port must be 1 to 65535, not " + port);
            }
        }

        @Override
        public String toString() {
            return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
        }
    }

    /** A server that listens on a Unix socket of this machine; its path is absolute. */
    record Socket(Path path) implements Node {
        /** @throws IllegalArgumentException if the path is not absolute */
        public Socket {
            if (!path.isAbsolute()) {
                throw new IllegalArgumentException("The path of a Redis socket must begin with /");
            }
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * A master and its replicas, watched by sentinels, who know which of them is the master.
     *
     * @param sentinels one or more; those that are left out are not asked
     * @param master the name by which the sentinels know the group
     * @param username the sentinels' ACL user; empty for their default user
     * @param password what the sentinels ask for, not the master; empty where they ask for none
     */
    record Sentinels(List<Host> sentinels, String master, Optional<String> username, Optional<String> password)
            implements RedisPlace {
        /** @throws IllegalArgumentException if there is no sentinel or the group has no name */
        public Sentinels {
            sentinels = List.copyOf(sentinels);
            if (sentinels.isEmpty()) {
                throw new IllegalArgumentException("There must be at least one Redis sentinel");
            }
            if (master.isEmpty()) {
                throw new IllegalArgumentException(
                        "Redis sentinels must be told the name of the master: redis-sentinel://host:26379#name");
            }
            if (username.isPresent() && password.isEmpty()) {
                throw new IllegalArgumentException("A user of Redis sentinels needs a password");
            }
        }

        @Override
        public String toString() {
            return sentinels.stream().map(Host::toString).collect(Collectors.joining(","));
        }
    }

    /**
     * A cluster, in which several masters each have some of the keys.
     *
     * @param seeds one or more of its members, by which the others are found
     */
    record Cluster(List<Host> seeds) implements RedisPlace {
        /** @throws IllegalArgumentException if there is no seed */
        public Cluster {
            seeds = List.copyOf(seeds);
            if (seeds.isEmpty()) {
                throw new IllegalArgumentException("There must be at least one member of the Redis cluster");
            }
        }

        @Override
        public String toString() {
            return seeds.stream().map(Host::toString).collect(Collectors.joining(","));
        }
    }
}
