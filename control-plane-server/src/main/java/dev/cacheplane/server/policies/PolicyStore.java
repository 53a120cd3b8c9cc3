package dev.cacheplane.server.policies;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.EndpointPattern;
import dev.cacheplane.policy.PolicyLayer;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.policy.json.PolicyJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Keeps the policies as rows, in SQL that SQLite and PostgreSQL both take. Each change is one transaction, and has committed when its
 * method returns. When its method throws it has not, or nobody knows.
 */
public final class PolicyStore {
    private static final String ANY_METHOD = "";

    private final Jdbi jdbi;

    public PolicyStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The number of the last change; asks the database. */
    Revision revision() {
        return jdbi.withHandle(PolicyStore::revision);
    }

    /** Reads everything. The first time ever, gives the store its epoch. */
    PolicyBook load() {
        return jdbi.inTransaction(handle -> {
            handle.execute(
                    "insert into revision_counter (id, epoch, number) values (1, ?, 0) on conflict do nothing",
                    newEpoch());
            handle.execute("insert into global_defaults (id, settings, switched_at, revision) values (1, '{}', 0, 0)"
                    + " on conflict do nothing");
            Revision revision = revision(handle);
            PolicyBook empty = handle.createQuery("select settings, switched_at, revision from global_defaults")
                    .map((row, context) -> new PolicyBook(
                            revision,
                            layer(row),
                            new Revision(revision.epoch(), row.getLong("revision")),
                            new TreeMap<>()))
                    .one();
            return withServices(empty, handle);
        });
    }

    /** Stores one service's change. */
    void save(SetChange change) {
        PolicySet after = change.after();
        String service = after.service().value();
        jdbi.useTransaction(handle -> {
            count(handle, after.revision());
            handle.execute(
                    "insert into service (name, settings, switched_at, removed_at, revision) values (?, ?, ?, ?, ?)"
                            + " on conflict (name) do update set settings = excluded.settings,"
                            + " switched_at = excluded.switched_at, removed_at = excluded.removed_at,"
                            + " revision = excluded.revision",
                    service,
                    json(after.serviceDefaults()),
                    after.serviceDefaults().switchedAt(),
                    after.removedAt(),
                    after.revision().number());
            PreparedBatch delete =
                    handle.prepareBatch("delete from endpoint where service = ? and pattern = ? and method = ?");
            change.outdated().forEach(id -> delete.add(service, id.pattern().toString(), method(id)));
            delete.execute();
            PreparedBatch insert = handle.prepareBatch(
                    "insert into endpoint (service, pattern, method, settings, switched_at) values (?, ?, ?, ?, ?)");
            change.written()
                    .forEach((id, layer) ->
                            insert.add(service, id.pattern().toString(), method(id), json(layer), layer.switchedAt()));
            insert.execute();
        });
    }

    /** Stores a book's global defaults. */
    void saveGlobalDefaults(PolicyBook after) {
        jdbi.useTransaction(handle -> {
            count(handle, after.revision());
            handle.execute(
                    "update global_defaults set settings = ?, switched_at = ?, revision = ?",
                    json(after.global()),
                    after.global().switchedAt(),
                    after.revision().number());
        });
    }

    /**
     * Begins a new epoch. Everything counts as switched and changed at its first revision.
     *
     * @param before the revision that the store is at
     */
    void beginEpoch(Revision before, Revision first) {
        jdbi.useTransaction(handle -> {
            int begun = handle.execute(
                    "update revision_counter set epoch = ?, number = ? where epoch = ? and number = ?",
                    first.epoch(),
                    first.number(),
                    before.epoch(),
                    before.number());
            if (begun != 1) {
                throw new IllegalStateException("the store is not at revision " + before);
            }
            handle.execute("update global_defaults set switched_at = ?, revision = ?", first.number(), first.number());
            // What was removed counts for all that is left of a service.
            handle.execute("update service set removed_at = ?", first.number());
        });
    }

    static String newEpoch() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static Revision revision(Handle handle) {
        return handle.createQuery("select epoch, number from revision_counter")
                .map((row, context) -> new Revision(row.getString("epoch"), row.getLong("number")))
                .one();
    }

    /** Locks the counter until the transaction ends, so that commits come in the order of their numbers. */
    private static void count(Handle handle, Revision next) {
        int counted = handle.execute(
                "update revision_counter set number = ? where epoch = ? and number = ?",
                next.number(),
                next.epoch(),
                next.number() - 1);
        if (counted != 1) {
            throw new IllegalStateException("the store is not at the revision before " + next);
        }
    }

    private static PolicyBook withServices(PolicyBook empty, Handle handle) {
        Map<String, Map<EndpointId, PolicyLayer>> endpoints = new HashMap<>();
        handle.createQuery("select service, pattern, method, settings, switched_at from endpoint")
                .map((row, context) -> endpoints
                        .computeIfAbsent(row.getString("service"), service -> new TreeMap<>())
                        .put(id(row), layer(row)))
                .list();
        TreeMap<ServiceName, PolicySet> sets = new TreeMap<>();
        handle.createQuery("select name, settings, switched_at, removed_at, revision from service")
                .map((row, context) -> PolicySet.of(
                        new ServiceName(row.getString("name")),
                        new Revision(
                                empty.revision().epoch(),
                                Math.max(
                                        row.getLong("revision"),
                                        empty.globalRevision().number())),
                        empty.global(),
                        layer(row),
                        endpoints.getOrDefault(row.getString("name"), Map.of()),
                        row.getLong("removed_at")))
                .forEach(set -> sets.put(set.service(), set));
        return new PolicyBook(empty.revision(), empty.global(), empty.globalRevision(), sets);
    }

    private static EndpointId id(ResultSet row) throws SQLException {
        String method = row.getString("method");
        return new EndpointId(
                EndpointPattern.parse(row.getString("pattern")), method.equals(ANY_METHOD) ? null : method);
    }

    private static PolicyLayer layer(ResultSet row) throws SQLException {
        return new PolicyLayer(
                PolicyJson.readSettings(row.getString("settings").getBytes(UTF_8)), row.getLong("switched_at"));
    }

    private static String method(EndpointId id) {
        return id.method() == null ? ANY_METHOD : id.method();
    }

    private static String json(PolicyLayer layer) {
        return new String(PolicyJson.writeSettings(layer.settings()), UTF_8);
    }
}
