package dev.cacheplane.sdk.http.internal.servlet;

import dev.cacheplane.sdk.http.internal.fields.FieldLine;
import dev.cacheplane.sdk.http.internal.fields.HttpDate;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The half of a {@link WatchedResponse} that is about status and fields. The container keeps them, but for those that the
 * client does not get. When all has been swallowed, changes come too late, and what is asked is what has been shown.
 */
abstract class WatchedHead extends HttpServletResponseWrapper {
    final Passage passage;
    private final WithheldFields withheld;
    private int includes;

    WatchedHead(HttpServletResponse response, Set<String> withheldNames, HeadWatch watch) {
        super(response);
        this.withheld = new WithheldFields(withheldNames);
        this.passage = new Passage(response, withheld, watch);
    }

    /** The response that this one stands for. */
    final HttpServletResponse inner() {
        return (HttpServletResponse) super.getResponse();
    }

    private void unlessSwallowed(Runnable change) {
        if (!passage.isSwallowed()) {
            change.run();
        }
    }

    /** The handler includes something; some containers wrap their own response then, beneath this one. */
    final void beginInclude() {
        includes++;
    }

    final void endInclude() {
        includes--;
    }

    /** Whether containers ignore what is done to the head, and a reset: what is included may only write. */
    final boolean isIncluding() {
        return includes > 0;
    }

    /** @param value as text, for what is withheld, and for a length */
    private void set(@Nullable String name, @Nullable String value, Runnable containers) {
        change(name, value, withheld::set, containers);
    }

    private void add(@Nullable String name, @Nullable String value, Runnable containers) {
        change(name, value, withheld::add, containers);
    }

    private void change(
            @Nullable String name,
            @Nullable String value,
            BiConsumer<String, @Nullable String> withholding,
            Runnable containers) {
        if (name != null && withheld.concern(name)) {
            if (!isCommitted() && !isIncluding()) {
                withholding.accept(name, value);
            }
        } else {
            announcing(name, value);
            unlessSwallowed(containers);
            announced(name, value);
        }
    }

    private void announcing(@Nullable String name, @Nullable String value) {
        if (isLength(name) && value != null && value.matches("[0-9]{1,18}")) {
            passage.announcing(Long.parseLong(value));
        }
    }

    private void announced(@Nullable String name, @Nullable String value) {
        if (isLength(name) && !isCommitted()) {
            try {
                passage.announce(value == null ? -1 : Long.parseLong(value.trim()));
            } catch (NumberFormatException noLength) {
                passage.spoil();
            }
        }
    }

    private boolean isLength(@Nullable String name) {
        return "Content-Length".equalsIgnoreCase(name) && !isIncluding();
    }

    @Override
    public void setHeader(@Nullable String name, @Nullable String value) {
        set(name, value, () -> super.setHeader(name, value));
    }

    @Override
    public void addHeader(@Nullable String name, @Nullable String value) {
        add(name, value, () -> super.addHeader(name, value));
    }

    @Override
    public void setIntHeader(@Nullable String name, int value) {
        set(name, Integer.toString(value), () -> super.setIntHeader(name, value));
    }

    @Override
    public void addIntHeader(@Nullable String name, int value) {
        add(name, Integer.toString(value), () -> super.addIntHeader(name, value));
    }

    @Override
    public void setDateHeader(@Nullable String name, long date) {
        if (name != null && withheld.concern(name)) {
            setHeader(name, HttpDate.format(Instant.ofEpochMilli(date)));
        } else {
            unlessSwallowed(() -> super.setDateHeader(name, date));
        }
    }

    @Override
    public void addDateHeader(@Nullable String name, long date) {
        if (name != null && withheld.concern(name)) {
            addHeader(name, HttpDate.format(Instant.ofEpochMilli(date)));
        } else {
            unlessSwallowed(() -> super.addDateHeader(name, date));
        }
    }

    @Override
    public void setContentLength(int length) {
        setLength(length, () -> super.setContentLength(length));
    }

    @Override
    public void setContentLengthLong(long length) {
        setLength(length, () -> super.setContentLengthLong(length));
    }

    private void setLength(long length, Runnable containers) {
        if (!isIncluding()) {
            passage.announcing(length);
        }
        unlessSwallowed(containers);
        if (!isIncluding() && !isCommitted()) {
            passage.announce(length);
        }
    }

    @Override
    public void addCookie(Cookie cookie) {
        unlessSwallowed(() -> super.addCookie(cookie));
    }

    @Override
    public void setStatus(int status) {
        unlessSwallowed(() -> super.setStatus(status));
    }

    @Override
    public void setContentType(@Nullable String type) {
        unlessSwallowed(() -> super.setContentType(type));
    }

    @Override
    public void setCharacterEncoding(@Nullable String encoding) {
        unlessSwallowed(() -> super.setCharacterEncoding(encoding));
    }

    @Override
    public void setLocale(@Nullable Locale locale) {
        unlessSwallowed(() -> super.setLocale(locale));
        if (!isCommitted() && !isIncluding()) {
            // Tomcat makes a field of it when it commits, and in the stead of one that is there.
            String tag = locale == null ? null : locale.toLanguageTag();
            passage.speak(tag == null || tag.equalsIgnoreCase(super.getHeader("Content-Language")) ? null : tag);
        }
    }

    @Override
    public int getStatus() {
        Passage.Head swallowed = passage.swallowedHead();
        return swallowed == null ? super.getStatus() : swallowed.status();
    }

    @Override
    public boolean containsHeader(@Nullable String name) {
        if (name != null && (passage.isSwallowed() || withheld.concern(name))) {
            return !getHeaders(name).isEmpty();
        }
        return super.containsHeader(name);
    }

    @Override
    public @Nullable String getHeader(@Nullable String name) {
        if (name != null && (passage.isSwallowed() || withheld.concern(name))) {
            return getHeaders(name).stream().findFirst().orElse(null);
        }
        return super.getHeader(name);
    }

    @Override
    public Collection<String> getHeaders(@Nullable String name) {
        Passage.Head swallowed = passage.swallowedHead();
        if (name != null && swallowed != null) {
            return swallowed.fields().values(name);
        }
        return name != null && withheld.concern(name) ? withheld.values(name) : super.getHeaders(name);
    }

    @Override
    public Collection<String> getHeaderNames() {
        Passage.Head swallowed = passage.swallowedHead();
        if (swallowed != null) {
            return names(swallowed.fields().lines());
        }
        if (withheld.lines().isEmpty()) {
            return super.getHeaderNames();
        }
        List<String> all = new ArrayList<>(super.getHeaderNames());
        all.addAll(names(withheld.lines()));
        return all;
    }

    private static List<String> names(List<FieldLine> lines) {
        return lines.stream().map(FieldLine::name).distinct().toList();
    }
}
