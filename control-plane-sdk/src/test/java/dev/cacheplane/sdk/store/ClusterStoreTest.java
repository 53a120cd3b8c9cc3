package dev.cacheplane.sdk.store;

import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on a cluster. */
class ClusterStoreTest extends CacheStoreContract {
    private static final ClusterGroup GROUP = new ClusterGroup();
    private static final RedisStore STORE = RedisStore.connect(RedisAddress.parse(GROUP.url()));

    @BeforeAll
    static void connect() {
        await().until(STORE::isOpen);
    }

    @AfterAll
    static void end() {
        STORE.close();
        GROUP.close();
    }

    @Override
    CacheStore store() {
        return STORE;
    }
}
