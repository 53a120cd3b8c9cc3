package dev.cacheplane.containers.spring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Says in each response how often its handlers have run; knows nothing of the cache. */
@RestController
class ShopController {
    static final AtomicInteger RUNS = new AtomicInteger();

    /** Until it is down, an event stream has sent its first event alone. */
    static volatile CountDownLatch goOn = new CountDownLatch(1);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @ResponseStatus(HttpStatus.GONE)
    static final class SoldOut extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @GetMapping("/products/{id}")
    ResponseEntity<Map<String, Object>> product(@PathVariable int id) {
        return ResponseEntity.ok().eTag("\"" + id + "\"").body(Map.of("run", RUNS.incrementAndGet()));
    }

    @PutMapping("/products/{id}")
    void change(@PathVariable int id) {}

    @GetMapping("/deferred")
    DeferredResult<String> deferred() {
        DeferredResult<String> result = new DeferredResult<>();
        threads.execute(() -> result.setResult("run " + RUNS.incrementAndGet()));
        return result;
    }

    @GetMapping("/streamed")
    StreamingResponseBody streamed() {
        return out -> {
            out.write(("run " + RUNS.incrementAndGet()).getBytes(StandardCharsets.UTF_8));
            out.flush();
            out.write(", whole".getBytes(StandardCharsets.UTF_8));
        };
    }

    @GetMapping("/events")
    ResponseEntity<SseEmitter> events() {
        SseEmitter emitter = new SseEmitter();
        CountDownLatch next = goOn;
        threads.execute(() -> {
            try {
                emitter.send("first");
                if (!next.await(20, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("nobody let it go on");
                }
                emitter.send("second");
                emitter.complete();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(emitter);
    }

    @GetMapping("/broken")
    String broken() {
        throw new IllegalStateException("broken on purpose " + RUNS.incrementAndGet());
    }

    @GetMapping("/sold-out")
    String soldOut() {
        RUNS.incrementAndGet();
        throw new SoldOut();
    }
}
