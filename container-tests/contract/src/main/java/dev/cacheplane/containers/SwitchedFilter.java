package dev.cacheplane.containers;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Another filter for each test, or none: containers take theirs when they start. */
final class SwitchedFilter implements Filter {
    private volatile @Nullable Filter filter;

    void become(@Nullable Filter next) {
        filter = next;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Filter now = filter;
        if (now == null) {
            chain.doFilter(request, response);
        } else {
            now.doFilter(request, response, chain);
        }
    }
}
