package dev.cacheplane.sdk.http.internal.servlet;

import dev.cacheplane.sdk.http.internal.fields.FieldLine;
import dev.cacheplane.sdk.http.internal.fields.Fields;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One response's way through: what has passed, whether its head has been shown, and the verdict.
 *
 * <p>Everything goes to the container at once, in the pieces in which the handler wrote it, so that the container's
 * buffer, framing and exceptions are what they always are. The head is shown just before what may make the container
 * commit. Where it then did not, and the handler changes the head after that, its changes leave as they would have without
 * this; but the recording is not whole, since another head was judged.
 */
final class Passage {
    private final HttpServletResponse to;
    private final WithheldFields withheld;
    private final HeadWatch watch;
    private final HeadSnapshot before;
    private final CommitRule rule;
    private final CopiedBody copy = new CopiedBody();

    private long announced = -1;
    /** Of a locale that the container makes a field of when it commits; null if none, or if it shows it. */
    private @Nullable String language;

    private @Nullable Head shown;
    private @Nullable Verdict verdict;
    /** What the container had when the head was shown before it had to be; null once it has left, or if nobody cares. */
    private @Nullable Head early;

    private boolean spoiled;
    private boolean lost;
    private boolean trailing;
    private boolean closed;
    private boolean ended;

    record Head(int status, Fields fields) {}

    Passage(HttpServletResponse to, WithheldFields withheld, HeadWatch watch) {
        this.to = to;
        this.withheld = withheld;
        this.watch = watch;
        this.before = HeadSnapshot.of(to);
        this.rule = new CommitRule(to);
    }

    CommitRule rule() {
        return rule;
    }

    CopiedBody copy() {
        return copy;
    }

    boolean hasShown() {
        return shown != null;
    }

    boolean isSwallowed() {
        return verdict instanceof Verdict.Swallow;
    }

    /** What has been shown, if none of it leaves; else null. */
    @Nullable
    Head swallowedHead() {
        return isSwallowed() ? shown : null;
    }

    /** Whether a writer that keeps its errors to itself has to be asked, since something of a recording has left. */
    boolean needsToKnowOfErrors() {
        return verdict instanceof Verdict.Recorded && !closed && hasAnnounced() && to.isCommitted();
    }

    /** Whether as much has come as was announced, if anything was. */
    private boolean hasAnnounced() {
        return announced < 0 || announced == copy.size();
    }

    /** As the handler has made them, withheld ones included. */
    Fields fields() {
        List<FieldLine> lines = new ArrayList<>(containersFields().lines());
        lines.addAll(withheld.lines());
        return new Fields(lines);
    }

    void announce(long length) {
        announced = length;
        looked();
    }

    /** So much will be announced: if as much has been written, Tomcat takes the response for complete. */
    void announcing(long length) {
        if (length > 0 && shown == null && copy.size() >= length) {
            show();
            announced = length;
        }
    }

    void speak(@Nullable String hidden) {
        language = hidden;
    }

    /** Whether what passes is copied still. */
    boolean copies() {
        return verdict == null || verdict instanceof Verdict.Recorded;
    }

    /** Whether so many bytes may pass in one write; shows the head if they may take it along. */
    boolean admits(long more) {
        if (shown != null || rule.mayCommit(copy.size(), more, announced)) {
            show();
        }
        return !isSwallowed();
    }

    /** After something has passed, and has been copied. */
    void passed() {
        if (closed) {
            // Some containers drop what comes after the end, some do not.
            spoiled = true;
        }
        if (verdict instanceof Verdict.Recorded record && copy.size() > record.most()) {
            dropTooLarge();
        }
        looked();
    }

    /** After anything that may have committed the response: if it has, and nobody has seen the head, now is the time. */
    void looked() {
        if ((shown == null || early != null) && to.isCommitted()) {
            if (shown == null) {
                show();
            }
            early = null;
        }
    }

    /** The head is about to leave; the body goes on. Says whether it may leave. */
    boolean show() {
        if (shown == null) {
            show(to.getStatus(), fields(), watch);
        } else {
            compare();
        }
        return !isSwallowed();
    }

    /** The head is about to leave, and the body is complete, so that the container announces its length. */
    boolean showWhole() {
        if (shown == null && announced < 0 && !copy.isDoubtful() && !trailing && hasBody(to.getStatus())) {
            show(to.getStatus(), fields().with("Content-Length", Long.toString(copy.size())), watch);
        }
        return show();
    }

    /** Another head is about to leave than the handler has made so far, and in its stead if it has been shown. */
    boolean showInstead(int status, Fields fields) {
        copy.clear();
        show(status, fields, watch);
        return !isSwallowed();
    }

    /** The same, of an error whose page the container makes. */
    boolean showError(int status) {
        copy.clear();
        spoiled = true;
        show(status, fields(), watch::error);
        return !isSwallowed();
    }

    private void show(int status, Fields fields, HeadWatch told) {
        boolean late = to.isCommitted();
        shown = new Head(status, fields);
        Verdict said = told.head(status, fields, new ResponseSink(to, late));
        judge(late && said instanceof Verdict.Swallow ? Verdict.PASS : said, late);
    }

    /** It has been shown before it had to be: is it still the one? */
    private void compare() {
        Head then = early;
        if (then != null
                && (to.getStatus() != then.status() || !containersFields().equals(then.fields()))) {
            spoiled = true;
            early = null;
        }
    }

    private void judge(Verdict said, boolean late) {
        verdict = said;
        if (said instanceof Verdict.Recorded record) {
            early = late ? null : new Head(to.getStatus(), containersFields());
            if (copy.size() > record.most()) {
                dropTooLarge();
            }
        } else {
            copy.clear();
            if (said instanceof Verdict.Swallow) {
                takeBack();
            }
        }
    }

    /** As {@link WatchedResponse#takeBack}. */
    void takeBack() {
        before.restore(to, trailing);
    }

    private void dropTooLarge() {
        verdict = Verdict.PASS;
        early = null;
        copy.clear();
        watch.tooLarge();
    }

    /** The container forgets the body, and the head too if it is a reset; neither has left. */
    void forget(boolean headToo) {
        copy.clear();
        closed = false;
        if (headToo) {
            withheld.clear();
            announced = -1;
            language = null;
            shown = null;
            verdict = null;
            early = null;
            spoiled = false;
        }
    }

    /** There are trailer fields, which no recording has, and no reset takes away. */
    void trail() {
        trailing = true;
    }

    /** What the client got is not what has been copied, or that is not certain. */
    void spoil() {
        spoiled = true;
    }

    /** The client could not be written to. What is written after the end fails in any case. */
    void lose() {
        spoiled = true;
        lost = !closed;
    }

    boolean isLost() {
        return lost;
    }

    /** The body is complete by the handler's word. */
    void close() {
        closed = true;
    }

    /** The container has made of the head what it wanted, and this of one field. */
    void settle(String name, @Nullable String value) {
        early = null;
        Head head = shown;
        if (head != null && value != null) {
            shown = new Head(head.status(), head.fields().with(name, value));
        }
    }

    void end() {
        if (!ended) {
            showWhole();
            ended = true;
        }
    }

    Recording recording() {
        Head head = shown == null ? new Head(to.getStatus(), Fields.NONE) : shown;
        boolean whole = verdict instanceof Verdict.Recorded
                && ended
                && !spoiled
                && !trailing
                && !copy.isDoubtful()
                && (hasAnnounced() || !hasBody(head.status()));
        return new Recording(head.status(), head.fields(), whole ? copy.toBytes() : new byte[0], whole);
    }

    /** All that the container has, also what it does not keep among its fields. */
    private Fields containersFields() {
        Fields fields = HeadSnapshot.fields(to);
        if (language != null) {
            fields = fields.with("Content-Language", language);
        }
        return announced < 0 || fields.has("content-length")
                ? fields
                : fields.with("Content-Length", Long.toString(announced));
    }

    private static boolean hasBody(int status) {
        return status >= 200 && status != 204 && status != 304;
    }
}
