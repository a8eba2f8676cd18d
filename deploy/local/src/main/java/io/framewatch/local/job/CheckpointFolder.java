package io.framewatch.local.job;

import io.framewatch.cli.CommandException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Where one job keeps its checkpoints, on any of Flink's file systems, so that the next process
 * goes on where this one ended, however it ended. On a local disk only the user may read it, and
 * one process at a time works with it. Not thread-safe.
 */
final class CheckpointFolder implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final String CHECKPOINT = "chk-";
    private static final String METADATA = "_metadata";

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path folder;
    private final FileChannel lock;

    private CheckpointFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Takes the folder, and makes it where it is missing.
     *
     * @throws CommandException if another process works with it, or it cannot be made
     */
    static CheckpointFolder open(Path folder) throws CommandException {
        try {
            FileSystem files = folder.getFileSystem();
            if (files.isDistributedFS()) {
                files.mkdirs(folder);
                return new CheckpointFolder(folder, null);
            }
            java.nio.file.Path local = java.nio.file.Path.of(folder.getPath());
            Files.createDirectories(local, PRIVATE);
            return new CheckpointFolder(folder, lock(local.resolve(LOCK)));
        } catch (IOException e) {
            throw new CommandException("checkpoint folder " + folder + " cannot be used: " + e, e);
        }
    }

    private static FileChannel lock(java.nio.file.Path file) throws IOException, CommandException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // held by this process
        }
        channel.close();
        throw new CommandException(
                "another process runs this job, with checkpoints in " + file.getParent());
    }

    /**
     * The newest checkpoint that was completed. Numbers go on in the next process, so the highest
     * one is the newest.
     *
     * @throws CommandException if the folder cannot be read
     */
    Optional<Path> newest() throws CommandException {
        try {
            return completed().stream().max(Comparator.comparingLong(CheckpointFolder::number));
        } catch (IOException e) {
            throw new CommandException("checkpoints in " + folder + " cannot be read: " + e, e);
        }
    }

    /**
     * Removes what processes left that were killed: all but the given checkpoint, which is Flink's
     * to remove.
     *
     * @throws CommandException if that is not possible
     */
    void removeAllBut(Optional<Path> checkpoint) throws CommandException {
        try {
            FileSystem files = folder.getFileSystem();
            for (Path job : jobs()) {
                if (checkpoint.isEmpty() || !checkpoint.get().getParent().equals(job)) {
                    files.delete(job, true);
                }
            }
        } catch (IOException e) {
            throw new CommandException(
                    "old checkpoints in " + folder + " cannot be removed: " + e, e);
        }
    }

    /** Lets another process have it. */
    @Override
    public void close() throws CommandException {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            throw new CommandException("checkpoint folder " + folder + " stays locked: " + e, e);
        }
    }

    private List<Path> completed() throws IOException {
        FileSystem files = folder.getFileSystem();
        List<Path> completed = new ArrayList<>();
        for (Path job : jobs()) {
            for (FileStatus file : list(files, job)) {
                Path path = file.getPath();
                if (path.getName().startsWith(CHECKPOINT)
                        && files.exists(new Path(path, METADATA))) {
                    completed.add(path);
                }
            }
        }
        return completed;
    }

    private List<Path> jobs() throws IOException {
        return list(folder.getFileSystem(), folder).stream()
                .filter(FileStatus::isDir)
                .map(FileStatus::getPath)
                .toList();
    }

    private static List<FileStatus> list(FileSystem files, Path folder) throws IOException {
        FileStatus[] listed = files.listStatus(folder);
        return listed == null ? List.of() : Stream.of(listed).toList();
    }

    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getName().substring(CHECKPOINT.length()));
    }
}
