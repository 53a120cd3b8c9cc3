package dev.cacheplane.sdk.cache;

import dev.cacheplane.policy.CachePolicy;
import dev.cacheplane.policy.EffectivePolicy;
import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.EndpointPattern;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.sdk.policy.PolicySource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What the current policies make of keys and of targets. Thread-safe. */
final class Rules {
    private final PolicySource policies;
    private final KeySpace keys;
    private final GenerationNames names;
    private final News news;
    private final Set<String> versionsSeen = ConcurrentHashMap.newKeySet();
    private final Rulings rulings = new Rulings(this::ruling);

    /** @param news told of the keys of each version that policies name */
    Rules(PolicySource policies, KeySpace keys, GenerationNames names, News news) {
        this.policies = policies;
        this.keys = keys;
        this.names = names;
        this.news = news;
    }

    /** What holds for a key now. */
    Terms terms(CacheKey key) {
        PolicySet current = policies.current();
        Ruling ruling = rulings.of(current, key.method(), key.path());
        String name = key.name();
        String prefix = keys.prefixOf(name);
        return new Terms(
                key,
                current,
                ruling.version().isEmpty() ? name : ruling.version() + name,
                ruling.version().isEmpty() ? prefix : ruling.version() + prefix,
                ruling.matched(),
                ruling.policy(),
                ruling.since(),
                names.with(ruling.generations(), key.tags()));
    }

    private Ruling ruling(PolicySet current, EffectivePolicy effective) {
        CachePolicy policy = effective.policy();
        EndpointId matched = effective.matched();
        return new Ruling(
                matched,
                policy,
                policy.keyVersion().map(this::seen).orElse(""),
                current.revision().epoch() + "-" + effective.onSince(),
                names.of(matched, policy.tags()));
    }

    /** The policies that hold now; the same object until they change. */
    PolicySet policies() {
        return policies.current();
    }

    private String seen(String version) {
        String prefix = version + ":";
        if (versionsSeen.add(prefix)) {
            keys.prefixes().forEach(unversioned -> news.alsoOf(prefix + unversioned));
        }
        return prefix;
    }

    /** What the store is to do about them. */
    List<Purge> purges(Target[] targets, boolean softly) {
        return Arrays.stream(targets)
                .flatMap(target -> purges(target, softly))
                .distinct()
                .toList();
    }

    private Stream<Purge> purges(Target target, boolean softly) {
        if (target instanceof CacheKey key) {
            return versionsOf(key).distinct().map(entry -> new Purge.Entry(entry, softly));
        }
        if (target instanceof Target.Tag tag) {
            return Stream.of(new Purge.Generations(List.of(names.clock(), names.tag(tag.name())), softly));
        }
        if (target instanceof Target.Endpoint endpoint) {
            return purges(endpoint.pattern(), softly);
        }
        return Stream.of(new Purge.Generations(List.of(names.service()), softly));
    }

    private Stream<Purge> purges(EndpointPattern pattern, boolean softly) {
        Set<EndpointId> configured = policies.current().endpoints().keySet();
        Purge generations = new Purge.Generations(names.endpoints(pattern, configured), softly);
        boolean governs = configured.stream().anyMatch(id -> id.pattern().equals(pattern));
        return governs ? Stream.of(generations) : Stream.of(generations, keys.endpoint(pattern));
    }

    /** A version that policies have left may come back, or still hold in another process: an invalidation is of all that are known. */
    Stream<String> versionsOf(CacheKey key) {
        return Stream.concat(
                Stream.of(terms(key).entry(), key.name()), versionsSeen.stream().map(prefix -> prefix + key.name()));
    }
}
