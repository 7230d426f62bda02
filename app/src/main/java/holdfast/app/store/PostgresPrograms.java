package holdfast.app.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's own programs, unpacked from the jar into the data folder and run from there. */
final class PostgresPrograms {

    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private final Path home;

    private PostgresPrograms(Path home) {
        this.home = home;
    }

    static PostgresPrograms unpackInto(DataDirectory directory, Path folder) {
        return unpackInto(directory, folder, PostgresPrograms::archiveForThisPlatform);
    }

    /** Where the archive comes from. */
    interface Source {
        byte[] read() throws IOException;
    }

    static PostgresPrograms unpackInto(DataDirectory directory, Path folder, Source source) {
        try {
            byte[] archive = source.read();
            Path home = folder.resolve(fingerprint(archive));
            if (!Files.exists(home)) {
                directory.createFolder(folder);
                unpack(archive, folder.resolve("unpacking"), home);
            }
            return new PostgresPrograms(home);
        } catch (IOException e) {
            throw new StoreStartException(
                    "PostgreSQL's programs cannot be unpacked into %s: %s".formatted(folder, e.getMessage()),
                    "They need about 60 MB of free space there.",
                    e);
        }
    }

    /** A program's process with its arguments, not yet started, in an environment that nobody's settings reach. */
    ProcessBuilder program(String name, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            // PostgreSQL refuses root; in a user namespace of its own it sees another user.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(home.resolve("bin").resolve(WINDOWS ? name + ".exe" : name).toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(key -> key.startsWith("PG") || key.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        return builder.redirectErrorStream(true);
    }

    /** The major version, such as "18". */
    String majorVersion() throws IOException {
        Process process = program("postgres", List.of("--version")).start();
        String line = new String(process.getInputStream().readAllBytes(), UTF_8);
        String version = line.strip().replaceFirst("^.*\\s", "");
        int dot = version.indexOf('.');
        return dot < 0 ? version : version.substring(0, dot);
    }

    static byte[] archiveForThisPlatform() throws IOException {
        String os = System.getProperty("os.name", "");
        String system = WINDOWS ? "Windows" : os.startsWith("Mac") ? "Darwin" : os;
        String architecture = System.getProperty("os.arch", "");
        try (InputStream archive = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                system, architecture.equals("amd64") ? "x86_64" : architecture)) {
            return archive.readAllBytes();
        } catch (IllegalStateException e) {
            throw new StoreStartException(
                    "This build carries no PostgreSQL for %s on %s.".formatted(os, architecture),
                    "Build it on this platform or with -Pall-platforms, or use a server with holdfast.mode=postgres.",
                    e);
        }
    }

    private static String fingerprint(byte[] archive) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(Arrays.copyOf(digest, 8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Unpacks aside and renames, so that a crash half way leaves nothing that looks complete. */
    private static void unpack(byte[] archive, Path aside, Path home) throws IOException {
        FileSystemUtils.deleteRecursively(aside);
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new BufferedInputStream(new XZInputStream(new ByteArrayInputStream(archive))))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar, aside);
            }
        }
        Files.move(aside, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolveSibling(""));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, root.resolve(entry.getLinkName()).normalize());
        } else {
            Files.copy(content, target);
            makeExecutable(target, entry);
        }
    }

    private static void makeExecutable(Path file, TarArchiveEntry entry) throws IOException {
        if (!WINDOWS && (entry.getMode() & 0100) != 0) {
            Files.setPosixFilePermissions(
                    file,
                    Set.of(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.OWNER_EXECUTE));
        }
    }
}
