package dev.cacheplane.sdk.store;

import io.lettuce.core.protocol.CommandWrapper;
import io.lettuce.core.protocol.RedisCommand;

/** A command that goes on to another server when one answers that the key has moved there. */
final class Redirected<K, V, T> extends CommandWrapper<K, V, T> {
    private static final int MOST = 3;

    /** Who knows the other server. */
    interface Router {
        /** Sends the command on as the server has said; returns whether that other server is known. */
        boolean redirect(RedisCommand<?, ?, ?> command, String said);
    }

    private final Router router;
    private int redirects;

    Redirected(RedisCommand<K, V, T> command, Router router) {
        super(command);
        this.router = router;
    }

    @Override
    public void complete() {
        String said = getOutput() == null ? null : getOutput().getError();
        if (said == null || !said.startsWith("MOVED ") || redirects++ == MOST || !isSentOn(said)) {
            super.complete();
        }
    }

    private boolean isSentOn(String said) {
        getOutput().setError((String) null);
        boolean sent = false;
        try {
            sent = router.redirect(this, said);
        } finally {
            if (!sent) {
                getOutput().setError(said);
            }
        }
        return sent;
    }
}
