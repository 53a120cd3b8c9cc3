package dev.cacheplane.policy.json;

import java.util.List;
import java.util.stream.Collectors;

/** A document that is no policy; names every fault in it. */
public final class PolicyJsonException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final transient List<Fault> faults;

    PolicyJsonException(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    /** Every fault, at least one. */
    public List<Fault> faults() {
        return faults;
    }
}
