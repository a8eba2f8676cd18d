package io.framewatch.page;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files of the front end, in memory. Stateless and thread-safe once made. */
final class PageFiles {

    /** Paths, and the types of what is there. */
    private static final Map<String, String> TYPES = new LinkedHashMap<>();

    static {
        TYPES.put("index.html", "text/html; charset=utf-8");
        TYPES.put("page.js", "text/javascript; charset=utf-8");
        TYPES.put("page.js.map", "application/json");
        TYPES.put("page.js.LEGAL.txt", "text/plain; charset=utf-8");
        TYPES.put("page.css", "text/css; charset=utf-8");
        TYPES.put("page.css.map", "application/json");
        TYPES.put("icon.svg", "image/svg+xml");
        TYPES.put("licenses/preact.txt", "text/plain; charset=utf-8");
        TYPES.put("licenses/uplot.txt", "text/plain; charset=utf-8");
    }

    private final Map<String, Loaded> files = new LinkedHashMap<>();

    private record Loaded(byte[] bytes, String type, String tag) {}

    PageFiles() {
        TYPES.forEach((name, type) -> files.put(name, load(name, type)));
    }

    /** The paths at which there are files. */
    Iterable<String> names() {
        return files.keySet();
    }

    /** Answers with a file, or that the browser has it already. */
    void send(String name, Context context) {
        Loaded file = files.get(name);
        // A new version of the page is there at the next visit, and an old one is not sent twice.
        context.header("Cache-Control", "no-cache").header("ETag", file.tag);
        if (file.tag.equals(context.header("If-None-Match"))) {
            context.status(304);
        } else {
            context.contentType(file.type).result(file.bytes);
        }
    }

    private static Loaded load(String name, String type) {
        try (InputStream in = PageFiles.class.getResourceAsStream("files/" + name)) {
            if (in == null) {
                return new Loaded(new byte[0], type, "\"none\"");
            }
            byte[] bytes = in.readAllBytes();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new Loaded(bytes, type, '"' + HexFormat.of().formatHex(digest, 0, 8) + '"');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
