package dev.cacheplane.sdk.store;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How to know a server by TLS, and how to be known. The server's certificate is always verified.
 *
 * @param verifyName whether the certificate must also be for the host that was connected to
 * @param authority a PEM file with the certificates that sign servers'; empty for those that Java trusts
 * @param certificate a PEM file with our own certificate, for servers that ask for one
 * @param key a PEM file with its private key, in PKCS #8 and not encrypted
 */
public record RedisTls(boolean verifyName, Optional<Path> authority, Optional<Path> certificate, Optional<Path> key) {
    /** Trusts whom Java trusts, verifies the name, and shows no certificate. */
    public static final RedisTls DEFAULT = new RedisTls(true, Optional.empty(), Optional.empty(), Optional.empty());

    /** @throws IllegalArgumentException if there is a certificate without a key, or a key without a certificate */
    public RedisTls {
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("A certificate for Redis needs its key, and a key its certificate");
        }
    }
}
