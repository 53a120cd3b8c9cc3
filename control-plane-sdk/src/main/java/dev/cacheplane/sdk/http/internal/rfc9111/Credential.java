package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.policy.KeyRecipe;
import dev.cacheplane.sdk.http.internal.fields.Directives;
import dev.cacheplane.sdk.http.internal.fields.FieldSource;

/** What in a request can tell one user from another, so that the answer may be for that user alone. */
public enum Credential {
    /** {@code Authorization} (RFC 9111, section 3.5). */
    AUTHORIZATION("authorization") {
        @Override
        boolean isSaid(KeyRecipe recipe) {
            return recipe.headers().contains(field());
        }

        @Override
        boolean isWaived(Directives directives) {
            return COOKIE.isWaived(directives) || directives.has("must-revalidate");
        }
    },

    /** {@code Cookie}, of which RFC 9111 says nothing, and every application means as much by it. */
    COOKIE("cookie") {
        @Override
        boolean isSaid(KeyRecipe recipe) {
            return !recipe.cookies().isEmpty() || recipe.headers().contains(field());
        }

        @Override
        boolean isWaived(Directives directives) {
            return directives.has("public") || directives.has("s-maxage");
        }
    };

    private final String field;

    Credential(String field) {
        this.field = field;
    }

    /** The request's field, in lower case. */
    String field() {
        return field;
    }

    /**
     * Whether a key recipe says how answers vary with it, or that they do not. A recipe that names some cookies has said how
     * the answer varies with cookies, and so on: one that is silent has said nothing.
     */
    abstract boolean isSaid(KeyRecipe recipe);

    /** Whether a response says that it is for all the same. */
    abstract boolean isWaived(Directives directives);

    /** Whether a request bears one that its key would not tell from another user's. */
    public static boolean anyUnsaid(FieldSource request, KeyRecipe recipe) {
        return AUTHORIZATION.isUnsaid(request, recipe) || COOKIE.isUnsaid(request, recipe);
    }

    boolean isUnsaid(FieldSource request, KeyRecipe recipe) {
        return !recipe.shared() && !isSaid(recipe) && request.has(field);
    }
}
