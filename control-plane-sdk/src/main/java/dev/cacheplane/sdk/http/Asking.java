package dev.cacheplane.sdk.http;

import dev.cacheplane.sdk.cache.Responses.Held;
import dev.cacheplane.sdk.http.Places.Place;
import dev.cacheplane.sdk.http.internal.fields.CacheStatus;
import dev.cacheplane.sdk.http.internal.fields.Fields;
import dev.cacheplane.sdk.http.internal.fields.Forward;
import dev.cacheplane.sdk.http.internal.rfc9111.ResponseHead;
import dev.cacheplane.sdk.http.internal.rfc9111.Validation;
import dev.cacheplane.sdk.http.internal.servlet.AlteredRequest;
import dev.cacheplane.sdk.http.internal.servlet.FieldSink;
import dev.cacheplane.sdk.http.internal.servlet.HeadWatch;
import dev.cacheplane.sdk.http.internal.servlet.RequestChanges;
import dev.cacheplane.sdk.http.internal.servlet.Verdict;
import dev.cacheplane.sdk.http.internal.servlet.WatchedResponse;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request that goes through to the handler. Its response is looked at when its head is complete, just before any of it leaves: then its {@link Course} is decided, and carried out.
 *
 * <p>An asynchronous handler may end on another thread.
 */
final class Asking implements HeadWatch {
    private static final Logger log = LoggerFactory.getLogger(Asking.class);
    private static final String ATTRIBUTE = Asking.class.getName();

    private final HttpCache http;
    private final Incoming incoming;
    private final Judgement judgement;
    private final @Nullable Held<Kept> there;
    private final Forward why;
    private final Instant begun;
    private final Validation validation;
    private final Fields before;
    private final WatchedResponse watched;
    private final Filling filling;
    private final AtomicBoolean done = new AtomicBoolean();
    private volatile boolean taken;
    private volatile List<String> cookies = List.of();
    private String told = "";
    private volatile Course course = new Course.Pass(null, Duration.ZERO);

    /** @param why the handler is asked */
    Asking(HttpCache http, Incoming incoming, Place place, Forward why) {
        this.http = http;
        this.incoming = incoming;
        this.judgement = incoming.judgement();
        this.there = place.there();
        this.why = why;
        this.begun = http.settings().clock().instant();
        boolean validates = judgement.validates(there) && http.seesDispatches();
        this.validation = Validation.of(
                judgement.request(),
                there != null && validates ? List.of(there.response().response()) : List.of());
        this.before = Headers.of(incoming.response());
        this.watched = new WatchedResponse(incoming.response(), http.settings().hidden(), this);
        this.filling = new Filling(http.cache(), place, judgement);
    }

    void run() throws IOException, ServletException {
        RequestChanges changes = RequestChanges.NONE
                .setting(validation.preconditions())
                .withholding(OwnFields.and(validation.withheld()))
                .telling(CacheExchange.ATTRIBUTES, this::isTaken);
        incoming.exchange(http.cache()).attachTo(incoming.request());
        incoming.request().setAttribute(ATTRIBUTE, this);
        pass(new AlteredRequest(incoming.request(), watched, changes, this::finish), watched, incoming.chain());
    }

    /** The asking whose request comes through the filter again, dispatched from an asynchronous cycle; null if it is none. */
    static @Nullable Asking dispatched(HttpServletRequest request) {
        return request.getDispatcherType() == DispatcherType.ASYNC
                        && request.getAttribute(ATTRIBUTE) instanceof Asking asking
                ? asking
                : null;
    }

    /** Has the handler asked, or asked on. */
    void pass(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean failed = true;
        try {
            chain.doFilter(request, response);
            failed = false;
        } catch (IOException | ServletException | RuntimeException e) {
            if (watched.hasShown() || incoming.response().isCommitted() || !judgement.spares(there)) {
                throw e;
            }
            failed = false;
            done.set(true);
            watched.takeBack();
            serveStale(OptionalInt.empty());
        } finally {
            if (failed) {
                done.set(true);
                fail();
            }
        }
        if (request.isAsyncStarted()) {
            leave(request.getAsyncContext());
        } else {
            finish();
        }
    }

    private void leave(AsyncContext cycle) {
        filling.leave();
        cycle.addListener(new AsyncEnd(this::finishLate));
    }

    /** The container has completed the response by itself: after a timeout or an error, or after a dispatch of which the filter was not told. */
    private void finishLate(boolean broken) {
        if (broken) {
            done.set(true);
            fail();
        } else if (!done.get()) {
            http.missesDispatches();
            finish();
        }
    }

    private void fail() {
        if (watched.isLost()) {
            filling.abandon();
        } else {
            filling.fail();
        }
    }

    /** The handler has asked for the request's policy: it stores what it means to store. */
    private void isTaken() {
        if (!taken) {
            taken = true;
            http.noteTaken(incoming.endpoint());
            filling.withdraw();
        }
    }

    @Override
    public Verdict head(int status, Fields fields, FieldSink add) {
        return head(status, fields, add, filling.isRight());
    }

    @Override
    public Verdict error(int status, Fields fields, FieldSink add) {
        return head(status, fields, add, false);
    }

    /** @param storable whether the response can be stored */
    private Verdict head(int status, Fields fields, FieldSink add, boolean storable) {
        if (taken) {
            return Verdict.PASS;
        }
        Instant now = http.settings().clock().instant();
        ResponseHead head =
                new ResponseHead(status, Headers.without(fields, before), now, Duration.between(begun, now));
        Course decided = Course.of(
                judgement,
                there == null ? null : there.response(),
                judgement.spares(there),
                validation,
                storable,
                head);
        if (decided instanceof Course.Store && watched.hasTrailers()) {
            decided = new Course.Pass("trailers", Course.pauseAfter(status));
        }
        course = decided;
        if (decided instanceof Course.Confirm) {
            cookies = head.fields().values("set-cookie");
        }
        if (decided instanceof Course.Spare || decided instanceof Course.Confirm) {
            return Verdict.SWALLOW;
        }
        if (decided instanceof Course.Pass passed) {
            if (judgement.personal()) {
                http.notePersonal(incoming.key());
            }
            filling.pass(passed.pause());
        } else if (decided instanceof Course.Learn learnt) {
            filling.learn(learnt, Objects.requireNonNull(there).response());
        }
        boolean stores = decided instanceof Course.Store;
        String reason = decided instanceof Course.Pass passed ? passed.reason() : null;
        tell(add, fields, status(OptionalInt.of(status), stores, reason));
        long most = judgement.cache().policy().maxBodyBytes();
        return stores ? Verdict.record(Math.toIntExact(most)) : Verdict.PASS;
    }

    /** In place of what was said of another head, which the handler has thrown away. */
    private void tell(FieldSink add, Fields fields, String status) {
        List<String> others = new ArrayList<>(fields.values("cache-status"));
        if (others.remove(told)) {
            others.add(status);
            add.set(Answers.CACHE_STATUS, String.join(", ", others));
        } else {
            add.add(Answers.CACHE_STATUS, status);
        }
        told = status;
    }

    private String status(OptionalInt status, boolean stored, @Nullable String detail) {
        return CacheStatus.forwarded(http.settings().name(), why, status, stored, detail)
                .toString();
    }

    private void finish() {
        if (done.getAndSet(true)) {
            return;
        }
        try {
            watched.end();
            Course decided = course;
            if (decided instanceof Course.Store store) {
                filling.store(store, watched.recording());
            } else if (decided instanceof Course.Confirm confirmed && watched.isSwallowed()) {
                confirm(confirmed, Objects.requireNonNull(there));
            } else if (decided instanceof Course.Spare spared && watched.isSwallowed()) {
                serveStale(OptionalInt.of(spared.status()));
            }
        } catch (IOException e) {
            log.debug("the client has gone", e);
        } finally {
            if (watched.isLost()) {
                filling.abandon();
            }
            filling.pass(
                    course instanceof Course.Store store
                            ? Course.pauseAfter(store.response().status())
                            : Duration.ZERO);
        }
    }

    /** It is not for storing after all: those who wait for it need not wait for its end. */
    @Override
    public void tooLarge() {
        filling.pass(Course.PASSES);
    }

    private void confirm(Course.Confirm confirmed, Held<Kept> held) throws IOException {
        ResponseHead renewed = confirmed.renewed();
        Kept kept = renewed == null ? held.response() : filling.renew(held.response(), renewed);
        Duration resident = renewed == null ? held.age() : Duration.ZERO;
        cookies.forEach(cookie -> incoming.response().addHeader("Set-Cookie", cookie)); // for this client alone
        http.answers()
                .send(
                        incoming.response(),
                        judgement.request(),
                        kept,
                        kept.response().age(resident),
                        status(OptionalInt.of(304), renewed != null, null));
    }

    /** @param status of the handler's failure; none for an exception */
    private void serveStale(OptionalInt status) throws IOException {
        Held<Kept> stale = Objects.requireNonNull(there);
        filling.fail();
        http.answers()
                .send(
                        incoming.response(),
                        judgement.request(),
                        stale.response(),
                        stale.response().response().age(stale.age()),
                        status(status, false, "stale-if-error"));
    }
}
