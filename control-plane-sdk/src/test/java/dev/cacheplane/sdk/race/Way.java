package dev.cacheplane.sdk.race;

import dev.cacheplane.redis.FreePort;
import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.sdk.store.Certificates;
import dev.cacheplane.sdk.store.ClusterGroup;
import dev.cacheplane.sdk.store.SentinelGroup;
import java.nio.file.Path;

/** A way to reach a Redis that is about to fail. Its old data come back with it. */
enum Way {
    PORT,
    TLS,
    ACL_USER,
    UNIX_SOCKET,
    SENTINELS,
    CLUSTER;

    private static final String GENERATION = "gen:{race}:service";
    private static final String RIGHTS =
            "-@all +eval +evalsha +script|load +mget +pttl +set +del +unlink +pexpire +rename +touch +scan +time +info +client|tracking";

    /** A Redis that can be taken away and given back. */
    interface Ground extends AutoCloseable {
        String url();

        /** Takes it away; what it is told at last may be known to nobody else. */
        void strike(Runnable lastWords);

        /** Returns when there is one again. */
        void mend();

        @Override
        void close();
    }

    /** @param directory empty */
    Ground prepare(Path directory) {
        RedisServer.Builder server = RedisServer.builder().config("appendonly", "yes");
        return switch (this) {
            case PORT -> {
                RedisServer redis = server.start();
                yield new OneServer(redis, redis.uri().toString());
            }
            case TLS -> {
                Certificates certificates = new Certificates(directory).sign("localhost", "dns:localhost");
                int port = FreePort.find();
                server.config("tls-port", Integer.toString(port))
                        .config("tls-auth-clients", "no")
                        .config(
                                "tls-cert-file",
                                certificates.certificate("localhost").toString())
                        .config("tls-key-file", certificates.key("localhost").toString())
                        .config("tls-ca-cert-file", certificates.authority().toString());
                yield new OneServer(
                        server.start(), "rediss://localhost:" + port + "?cacert=" + certificates.authority());
            }
            case ACL_USER -> {
                RedisServer redis = server.config(
                                "user race on >secret ~*race* ~*:probe ~probe " + RIGHTS, "+client|trackinginfo")
                        .start();
                yield new OneServer(redis, "redis://race:secret@127.0.0.1:" + redis.port());
            }
            case UNIX_SOCKET -> {
                Path socket = directory.resolve("redis.sock");
                yield new OneServer(
                        server.config("unixsocket", socket.toString()).start(), "unix://" + socket);
            }
            case SENTINELS -> new Replicated(new SentinelGroup());
            case CLUSTER -> new Sharded(new ClusterGroup());
        };
    }

    private record OneServer(RedisServer redis, String url) implements Ground {
        @Override
        public void strike(Runnable lastWords) {
            lastWords.run();
            redis.kill();
        }

        @Override
        public void mend() {
            redis.restart();
        }

        @Override
        public void close() {
            redis.close();
        }
    }

    private static final class Replicated implements Ground {
        private final SentinelGroup group;
        private RedisServer struck;

        Replicated(SentinelGroup group) {
            this.group = group;
            this.struck = group.master();
        }

        @Override
        public String url() {
            return group.url();
        }

        @Override
        public void strike(Runnable lastWords) {
            struck = group.master();
            group.killUnreplicated(struck, lastWords);
        }

        @Override
        public void mend() {
            group.awaitMasterOtherThan(struck);
            struck.restart();
            group.awaitReplica(struck);
        }

        @Override
        public void close() {
            group.close();
        }
    }

    /** Of which the master is struck that has the generations: it is killed the first time, and then hands over to its replica by turns. */
    private static final class Sharded implements Ground {
        private final ClusterGroup group;
        private RedisServer struck;
        private boolean kills;

        Sharded(ClusterGroup group) {
            this.group = group;
            this.struck = group.masterOf(GENERATION);
        }

        @Override
        public String url() {
            return group.url();
        }

        @Override
        public void strike(Runnable lastWords) {
            struck = group.masterOf(GENERATION);
            kills = !kills;
            if (kills) {
                group.killUnreplicated(struck, lastWords);
            } else {
                lastWords.run();
                group.handOver(struck);
            }
        }

        @Override
        public void mend() {
            group.awaitMastersWithout(struck);
            if (kills) {
                struck.restart();
            }
            ClusterGroup.awaitReplica(struck);
        }

        @Override
        public void close() {
            group.close();
        }
    }
}
