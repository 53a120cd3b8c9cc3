package dev.cacheplane.sdk.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority of its own, and what it signs, in a directory. */
public final class Certificates {
    private static final String PASSWORD = "secret";

    private final Path directory;

    public Certificates(Path directory) {
        this.directory = directory;
        keytool("ca", "-genkeypair", "-dname", "CN=authority", "-ext", "bc:c");
        write("ca");
    }

    /** The authority's certificate. */
    public Path authority() {
        return directory.resolve("ca.crt");
    }

    /** Makes a certificate, and its key. */
    public Certificates sign(String name, String subjectAlternative) {
        keytool(name, "-genkeypair", "-dname", "CN=" + name);
        Path request = directory.resolve(name + ".csr");
        Path signed = directory.resolve(name + ".signed");
        keytool(name, "-certreq", "-file", request.toString());
        keytool(
                "ca",
                "-gencert",
                "-rfc",
                "-infile",
                request.toString(),
                "-outfile",
                signed.toString(),
                "-ext",
                "san=" + subjectAlternative);
        write(name);
        try {
            Files.copy(signed, certificate(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    public Path certificate(String name) {
        return directory.resolve(name + ".crt");
    }

    public Path key(String name) {
        return directory.resolve(name + ".key");
    }

    private void keytool(String name, String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("-alias", name, "-keystore", store(name).toString(), "-storepass", PASSWORD));
        if (List.of(words).contains("-genkeypair")) {
            command.addAll(List.of("-keyalg", "RSA", "-storetype", "PKCS12"));
        } else {
            command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC")); // no search for primes
        }
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new AssertionError(Files.readString(directory.resolve("log")));
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Path store(String name) {
        return directory.resolve(name + ".p12");
    }

    private void write(String name) {
        try (InputStream in = Files.newInputStream(store(name))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            Certificate certificate = store.getCertificate(name);
            Key key = store.getKey(name, PASSWORD.toCharArray());
            Files.writeString(certificate(name), pem("CERTIFICATE", certificate.getEncoded()));
            Files.writeString(key(name), pem("PRIVATE KEY", key.getEncoded()));
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(bytes)
                + "\n-----END " + what + "-----\n";
    }
}
