package dev.cacheplane.sdk.http;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.util.function.Consumer;

/** Hears of the end of an asynchronous cycle, and of every one that it leads to. */
final class AsyncEnd implements AsyncListener {
    private final Consumer<Boolean> then;
    private volatile boolean broken;

    /** @param then told at the end whether the cycle has timed out or failed */
    AsyncEnd(Consumer<Boolean> then) {
        this.then = then;
    }

    @Override
    public void onComplete(AsyncEvent event) {
        then.accept(broken);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        broken = true;
    }

    @Override
    public void onError(AsyncEvent event) {
        broken = true;
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
