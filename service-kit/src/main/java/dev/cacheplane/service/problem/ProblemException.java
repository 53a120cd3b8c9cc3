package dev.cacheplane.service.problem;

import java.util.List;

/** Ends the handling of a request; the {@link Problem} is the answer. */
public final class ProblemException extends RuntimeException {
    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.status() + " " + problem.detail(), null, false, false);
        this.problem = problem;
    }

    public ProblemException(int status, String detail) {
        this(Problem.of(status, detail));
    }

    /** The answer to a body that says what it may not: 400, with every fault. */
    public ProblemException(List<Fault> faults) {
        this(Problem.of(faults));
    }

    public Problem problem() {
        return problem;
    }
}
