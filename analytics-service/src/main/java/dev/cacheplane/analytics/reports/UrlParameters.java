package dev.cacheplane.analytics.reports;

import dev.cacheplane.service.problem.ProblemException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The parameters of a URL. Ask for each that it may have, then {@link #verify}. */
final class UrlParameters implements ReportParameters.Source {
    private final Map<String, List<String>> values;
    private final Set<String> known = new HashSet<>();
    private final List<String> faults = new ArrayList<>();

    UrlParameters(Map<String, List<String>> values) {
        this.values = values;
    }

    @Override
    public <T> Optional<T> parameter(String name, String expected, Function<String, T> parse) {
        known.add(name);
        List<String> said = values.getOrDefault(name, List.of());
        if (said.size() > 1) {
            fault(name, "must be said once");
        }
        try {
            return said.stream().findFirst().map(parse);
        } catch (IllegalArgumentException e) {
            fault(name, String.valueOf(e.getMessage()));
        } catch (DateTimeException e) {
            fault(name, "must be " + expected);
        }
        return Optional.empty();
    }

    @Override
    public void fault(String name, String detail) {
        faults.add(name + " " + detail);
    }

    /**
     * Ends the reading: nothing more is asked for.
     *
     * @throws ProblemException (400) with all faults, parameters that nobody asked for among them
     */
    void verify() {
        values.keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> fault(name, "is not a parameter of this report"));
        if (!faults.isEmpty()) {
            throw new ProblemException(400, String.join("; ", faults));
        }
    }
}
