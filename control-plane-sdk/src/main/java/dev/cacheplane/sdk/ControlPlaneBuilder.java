package dev.cacheplane.sdk;

import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.sdk.cache.Cache;
import dev.cacheplane.sdk.cache.CacheSettings;
import dev.cacheplane.sdk.cache.Codec;
import dev.cacheplane.sdk.cache.JsonCodec;
import dev.cacheplane.sdk.event.CacheListener;
import dev.cacheplane.sdk.http.HttpCacheSettings;
import dev.cacheplane.sdk.policy.CachingOff;
import dev.cacheplane.sdk.policy.PolicySource;
import dev.cacheplane.sdk.policy.StreamedPolicies;
import dev.cacheplane.sdk.store.CacheStore;
import dev.cacheplane.sdk.store.RedisAddress;
import dev.cacheplane.sdk.store.RedisStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Describes a {@link ControlPlane}; everything not said has the default given at its method. Of one thread. */
public final class ControlPlaneBuilder {
    /** What a bearer token is made of (RFC 6750, section 2.1). */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final ServiceName service;
    private final URI controlPlane;
    private Supplier<CacheStore> store =
            () -> RedisStore.connect(RedisAddress.of("localhost", RedisAddress.DEFAULT_PORT, null));
    private Codec codec = new JsonCodec();
    private CacheSettings cacheSettings = CacheSettings.ofDefaults();
    private @Nullable Path lastKnownGood;
    private @Nullable String token;
    private @Nullable PolicySource policies;
    private final List<CacheListener> listeners = new ArrayList<>();
    private boolean caching = true;
    private @Nullable String bypassToken;
    private boolean showsTags;

    ControlPlaneBuilder(ServiceName service, URI controlPlane) {
        String scheme = controlPlane.getScheme();
        if (controlPlane.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException("The control plane's URI must be like http://localhost:8000");
        }
        if (controlPlane.getRawUserInfo() != null) {
            throw new IllegalArgumentException("The control plane's URI must not hold credentials: use token(…)");
        }
        if (controlPlane.getRawQuery() != null || controlPlane.getRawFragment() != null) {
            throw new IllegalArgumentException("The control plane's URI must have neither query nor fragment");
        }
        this.service = service;
        this.controlPlane = controlPlane;
    }

    /**
     * What to show the control plane, as a bearer token; null, the default, for one that asks for none.
     *
     * @throws IllegalArgumentException if no such token can be sent in a header
     */
    public ControlPlaneBuilder token(@Nullable String token) {
        if (token != null && !TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException(
                    "A token is made of letters, digits and -._~+/, perhaps with = at its end; this one is not");
        }
        this.token = token;
        return this;
    }

    /** Where Redis is; localhost:6379 without a password by default. */
    public ControlPlaneBuilder redis(RedisAddress address) {
        store = () -> RedisStore.connect(address);
        return this;
    }

    /** Another store than Redis; it is closed with the control plane. By default there is {@link #redis}. */
    public ControlPlaneBuilder store(CacheStore other) {
        store = () -> other;
        return this;
    }

    /** How values become bytes and back; {@link JsonCodec#JsonCodec()} by default. */
    public ControlPlaneBuilder codec(Codec codec) {
        this.codec = codec;
        return this;
    }

    /**
     * Whether this process may cache at all; true by default. False leaves caching off whatever the control plane says.
     * Invalidations are carried out either way.
     */
    public ControlPlaneBuilder caching(boolean caching) {
        this.caching = caching;
        return this;
    }

    /**
     * With this in the field {@value dev.cacheplane.sdk.http.HttpCacheSettings#BYPASS} a request is computed, and neither reads nor stores anything: for operators who want to see what a handler says
     * now. Null, the default, for no such token: nothing that a client sends has a request bypass the cache.
     *
     * @throws IllegalArgumentException if it is shorter than 16 characters, or cannot be sent in a header
     */
    public ControlPlaneBuilder bypassToken(@Nullable String token) {
        if (token != null && (token.length() < 16 || !TOKEN.matcher(token).matches())) {
            throw new IllegalArgumentException(
                    "A bypass token is 16 or more of letters, digits and -._~+/, perhaps with = at its end; this one is not");
        }
        this.bypassToken = token;
        return this;
    }

    /** Whether clients see the field {@code Cache-Tags} of responses; false by default. */
    public ControlPlaneBuilder showCacheTags(boolean shown) {
        this.showsTags = shown;
        return this;
    }

    /** How the cache behaves where no policy says it; {@link CacheSettings#ofDefaults()} by default. */
    public ControlPlaneBuilder cacheSettings(CacheSettings settings) {
        this.cacheSettings = settings;
        return this;
    }

    /** One more who is told what the cache does, such as {@link dev.cacheplane.sdk.event.CacheMetrics}; nobody by default, which costs nothing. */
    public ControlPlaneBuilder listener(CacheListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Keeps a copy of the policies in this directory, in the file {@code {service}.policies}, so that a service that starts
     * while the control plane is away goes by the policies that it knew last. The directory is made if it is not there, and
     * several processes may share one. A copy that cannot be read is as good as none, and one that cannot be written is
     * missed at the next start alone; either is logged once. By default there is no copy.
     */
    public ControlPlaneBuilder lastKnownGood(Path directory) {
        lastKnownGood = directory;
        return this;
    }

    /**
     * Policies from elsewhere than the control plane, such as {@link dev.cacheplane.sdk.policy.FixedPolicies} in a test; the
     * source is closed with the control plane. By default the control plane streams them.
     */
    public ControlPlaneBuilder policies(PolicySource source) {
        policies = source;
        return this;
    }

    /**
     * Connects. Waits for Redis for a second at most, for the control plane not at all. Call it once.
     *
     * @throws IllegalArgumentException if no HTTP client can ask at the control plane's URI, or a file that Redis' address names cannot be read; nothing goes on then
     */
    public ControlPlane build() {
        PolicySource source =
                policies != null ? policies : StreamedPolicies.start(service, controlPlane, token, lastKnownGood);
        CacheStore connected = null;
        try {
            connected = store.get();
            return over(caching ? source : new CachingOff(source), connected);
        } catch (RuntimeException | Error e) {
            if (connected != null) {
                connected.close();
            }
            source.close();
            throw e;
        }
    }

    private ControlPlane over(PolicySource obeyed, CacheStore connected) {
        Cache cache = new Cache(service, obeyed, connected, codec, cacheSettings, listeners, System::nanoTime);
        HttpCacheSettings http = new HttpCacheSettings(
                service.value(), caching, bypassToken, showsTags, cacheSettings.computeLimit(), Clock.systemUTC());
        return new ControlPlane(service, obeyed, connected, cache, http);
    }
}
