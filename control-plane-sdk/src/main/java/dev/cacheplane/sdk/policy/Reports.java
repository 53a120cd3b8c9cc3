package dev.cacheplane.sdk.policy;

import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.policy.json.InstanceReport;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the control plane which policies this instance obeys: at once when that changes, and every now and then. Best effort:
 * whatever happened meanwhile, what is sent is how things stand then, and what is lost is told the next time.
 */
final class Reports {
    private static final Logger log = LoggerFactory.getLogger(Reports.class);

    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final Duration LEAVE = Duration.ofMillis(400);
    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;
    private static final MediaType JSON = MediaType.get("application/json");

    private final UUID instance = UUID.randomUUID();
    private final ServiceName service;
    private final CurrentPolicies policies;
    private final ControlPlaneHttp http;
    private final Timing timing;
    private final Worker worker;
    private volatile @Nullable Call sending;

    // Of the worker alone.
    private @Nullable String host;
    private final String version = SdkVersion.read();
    private boolean known;

    Reports(ServiceName service, CurrentPolicies policies, ControlPlaneHttp http, Timing timing) {
        this.service = service;
        this.policies = policies;
        this.http = http;
        this.timing = timing;
        this.worker = new Worker("cacheplane-reports-" + service, this::turn, this::leave);
    }

    Worker worker() {
        return worker;
    }

    /** Ends the reports; the last thing is to say so, for which nobody waits longer than this. */
    void close(Duration patience) {
        worker.end();
        Call call = sending;
        if (call != null) {
            call.cancel();
        }
        worker.join(patience);
    }

    private Duration turn() {
        Request request = http.request("fleet", service.value())
                .post(RequestBody.create(report().toJson(), JSON))
                .build();
        Call call = http.within(DEADLINE, request);
        sending = call;
        int status = SERVER_ERROR;
        known = true; // it may have heard us though we do not hear it
        try (Response response = call.execute()) {
            status = response.code();
        } catch (IOException e) {
            log.debug("no report of {}", service, e);
        } finally {
            sending = null;
        }
        boolean unwanted = status >= CLIENT_ERROR && status < SERVER_ERROR;
        return Pauses.around(unwanted ? timing.refused() : timing.report(), ThreadLocalRandom.current());
    }

    private InstanceReport report() {
        if (host == null) {
            host = HostName.find(); // here, since it may take its time
        }
        Standing standing = policies.standing();
        Held held = standing.held();
        SnapshotId id = held.id();
        return new InstanceReport(
                instance,
                version,
                host,
                id == null ? null : new InstanceReport.Applied(id.revision(), id.hash()),
                held.origin().name().toLowerCase(Locale.ROOT),
                standing.rejected(),
                standing.age());
    }

    private void leave() {
        if (!known) {
            return;
        }
        Request request = http.request("fleet", service.value(), instance.toString())
                .delete()
                .build();
        try (Response response = http.within(LEAVE, request).execute()) {
            log.debug("{} takes its leave: {}", service, response.code());
        } catch (IOException e) {
            log.debug("{} could not take its leave", service, e);
        }
    }
}
