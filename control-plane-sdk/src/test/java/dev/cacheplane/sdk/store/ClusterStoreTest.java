package dev.cacheplane.sdk.store;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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

    @Test
    void aWalkThroughTheKeysOfAMasterThatIsGoneFailsLikeEverythingElse() {
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> STORE.scanEntries("*", "6:17", Duration.ofSeconds(5)))
                .withMessageContaining("fewer masters");
    }

    @Override
    CacheStore store() {
        return STORE;
    }
}
