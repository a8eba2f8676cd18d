package io.framewatch.configuration;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One configuration file, checked against the schema {@code framewatch.schema.json}.
 *
 * <p>Problems are collected, not thrown: a runnable binds the sections it needs, adds what it finds
 * wrong between them, and then calls {@link #check()}, which reports everything at once. Keys that
 * are absent have the schema's default. References in {@code kafka.properties} are resolved. Not
 * thread-safe.
 */
public final class Configuration {

    private static final ConfigurationSchema SCHEMA = ConfigurationSchema.load();

    private final String origin;
    private final References references;
    private final JsonNode written;
    private final JsonNode tree;
    private final List<Problem> schemaProblems;
    private final List<String> laterProblems = new ArrayList<>();
    private final Map<Object, String> keys = new IdentityHashMap<>();

    private Configuration(String origin, JsonNode tree, Map<String, String> environment) {
        this.origin = origin;
        this.references = new References(environment);
        this.written = tree.deepCopy();
        this.tree = tree;
        this.schemaProblems = new ArrayList<>(SCHEMA.problems(tree));
        SCHEMA.applyDefaults(tree);
    }

    /**
     * Reads a file in UTF-8.
     *
     * @throws ConfigurationException if it cannot be read or is not YAML, with line and column
     */
    public static Configuration read(Path file) throws ConfigurationException {
        try {
            return parse("configuration " + file, Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new ConfigurationException("configuration " + file, List.of("no such file"));
        } catch (IOException e) {
            throw new ConfigurationException(
                    "configuration " + file, List.of("cannot be read: " + e));
        }
    }

    /**
     * Reads YAML text.
     *
     * @param origin what messages call the text, for example {@code configuration demo.yaml}
     * @throws ConfigurationException if it is not YAML, with line and column
     */
    public static Configuration parse(String origin, String text) throws ConfigurationException {
        return parse(origin, text, System.getenv());
    }

    /** As above, with variables of another environment. */
    static Configuration parse(String origin, String text, Map<String, String> environment)
            throws ConfigurationException {
        Configuration configuration =
                new Configuration(origin, YamlTree.read(origin, text), environment);
        configuration.schemaProblems.addAll(
                new KafkaProperties(YamlTree.written(text, KafkaProperties.AT), environment)
                        .resolve(configuration.tree));
        return configuration;
    }

    /**
     * Makes a record that stands in no file, with the schema's defaults for what is not given.
     *
     * @param list the list of which it is an element, for example {@code cameras}
     * @param values the values by their keys
     * @throws IllegalArgumentException if the record refuses its values, with the record's message
     */
    public static <T> T withDefaults(String list, Map<String, ?> values, Class<T> type) {
        JsonNode tree = Binder.write(Map.of(list, List.of(values)));
        SCHEMA.applyDefaults(tree);
        return Binder.bind(tree.path(list).path(0), type);
    }

    /**
     * Makes a record that stands in no file, but is checked as if it did.
     *
     * @param origin what messages call it, for example {@code camera gate-1}
     * @param list the list of which it is an element, for example {@code cameras}
     * @param values the values by their keys
     * @throws ConfigurationException with all of its problems, such as {@code fps: 0 must be
     *     greater than 0}
     */
    public static <T> T element(String origin, String list, Map<String, ?> values, Class<T> type)
            throws ConfigurationException {
        Configuration file =
                new Configuration(
                        origin, Binder.write(Map.of(list, List.of(values))), System.getenv());
        List<T> elements = file.list(list, type);
        try {
            file.check();
        } catch (ConfigurationException e) {
            String at = list + "[0]";
            throw new ConfigurationException(
                    origin,
                    e.problems().stream()
                            .map(line -> line.replace(at + ".", "").replace(at + ": ", ""))
                            .toList());
        }
        return elements.get(0);
    }

    /**
     * The keys that elements of a list may have, in the order of the schema.
     *
     * @param list for example {@code cameras}
     * @return what each key means
     */
    public static Map<String, String> keys(String list) {
        return SCHEMA.keys(list);
    }

    /**
     * Reads a value of an element as if it stood in a file.
     *
     * @param list the list, for example {@code cameras}
     * @param key one of {@link #keys}, or with dots between a key of an object that is its value
     * @param text the value; what is not of the key's type is left as it is. Of a list of texts it
     *     may be the texts with commas between
     */
    public static Object value(String list, String key, String text) {
        if (SCHEMA.isText(list, key)) {
            return text;
        }
        if (SCHEMA.isTexts(list, key) && !text.startsWith("[")) {
            return List.of(text.split(","));
        }
        return YamlTree.value(text).orElse(text);
    }

    /**
     * The elements of a list as they are written, without the defaults, if {@link #check()} finds
     * no problem.
     */
    public List<Map<String, Object>> written(String list) {
        return Binder.maps(written.path(list));
    }

    /**
     * Binds a section such as {@code kafka} to a record.
     *
     * @return the record, or empty if the section has a problem, which {@link #check()} reports
     */
    public <T> Optional<T> section(String name, Class<T> type) {
        return bind(JsonPointer.empty().appendProperty(name), type);
    }

    /**
     * Replaces references in the secrets of a section, which are the texts that the schema calls
     * write-only: {@code ${env:NAME}} and {@code ${file:PATH}}. Each that leads nowhere is a
     * problem. To be called before the section is bound, by whoever needs the secrets: others need
     * not be able to read them.
     */
    public void resolveSecrets(String section) {
        for (JsonPointer at : SCHEMA.secrets(tree, JsonPointer.empty().appendProperty(section))) {
            References.Resolved resolved = references.resolve(tree.at(at).textValue());
            resolved.problems().forEach(text -> schemaProblems.add(new Problem(at, text)));
            ((ObjectNode) tree.at(at.head())).put(at.last().getMatchingProperty(), resolved.text());
        }
    }

    /**
     * Binds the elements of a list such as {@code cameras} or {@code forward.channels} to records.
     *
     * @return the records of all elements without a problem, in order; {@link #check()} reports the
     *     others
     */
    public <T> List<T> list(String name, Class<T> type) {
        JsonPointer list = pointer(name);
        List<T> elements = new ArrayList<>();
        for (int i = 0; tree.at(list) instanceof ArrayNode && i < tree.at(list).size(); i++) {
            bind(list.appendIndex(i), type).ifPresent(elements::add);
        }
        return elements;
    }

    /** Returns the key that a record was bound from, such as {@code cameras[1]}. */
    public String key(Object bound) {
        return keys.get(bound);
    }

    /** Adds a problem if a list has no elements. */
    public void requireAny(String list) {
        if (tree.at(pointer(list)).isArray() && tree.at(pointer(list)).isEmpty()) {
            problem(list, "must have at least one element");
        }
    }

    /** Adds a problem for every element of a list whose id an earlier element has. */
    public void requireUniqueIds(String list) {
        requireUnique(list, "id");
    }

    /** Adds a problem for every element of a list that is called as an earlier one. */
    public void requireUnique(String list, String property) {
        Set<String> seen = new HashSet<>();
        forEachText(
                list,
                property,
                (key, value) -> {
                    if (!seen.add(value)) {
                        problem(key, value, "must not be the " + property + " of an earlier one");
                    }
                });
    }

    /**
     * Adds a problem for every reference without a target. One to credentials is not shown: it may
     * be the password itself.
     *
     * @param list the list whose elements refer, for example {@code cameras}
     * @param property the property with the id or ids, for example {@code credentials}
     * @param target the list whose elements have ids, for example {@code credentials}
     */
    public void requireReferences(String list, String property, String target) {
        Set<String> ids = new HashSet<>();
        forEachText(target, "id", (key, id) -> ids.add(id));
        forEachText(
                list,
                property,
                (key, id) -> {
                    if (!ids.contains(id)) {
                        String shown = target.equals("credentials") ? "" : "'" + id + "' ";
                        problem(key, shown + "must be the id of one of the " + target);
                    }
                });
    }

    /**
     * Adds a problem for every id that no frame has: frames have the id of their camera or, if it
     * has regions, of a view such as {@code gate-1.door}.
     *
     * @param list the list whose elements refer, for example {@code rules}
     * @param property the property with the id or ids
     * @param except what is no id
     */
    public void requireViews(String list, String property, Predicate<String> except) {
        Set<String> ids = viewIds();
        forEachText(
                list,
                property,
                (key, id) -> {
                    if (!ids.contains(id) && !except.test(id)) {
                        problem(key, id, "must be the id of a camera without regions or of a view");
                    }
                });
    }

    /**
     * Adds a problem that shows only when sections are seen together.
     *
     * @param key the key, such as {@code rules[0].exit.score}
     * @param value the value received, not a secret
     * @param rule the rule it breaks, such as {@code must not be above enter.score}
     */
    public void problem(String key, Object value, String rule) {
        String text = value instanceof CharSequence ? "'" + value + "'" : String.valueOf(value);
        problem(key, text + " " + rule);
    }

    /**
     * Adds a problem that shows only later.
     *
     * @param key the key, such as {@code credentials[0]}
     * @param text value received, if it is no secret, and rule
     */
    public void problem(String key, String text) {
        laterProblems.add(key + ": " + text);
    }

    /**
     * Ends the reading.
     *
     * @throws ConfigurationException if there was any problem, with all of them
     */
    public void check() throws ConfigurationException {
        List<String> lines = new ArrayList<>(schemaProblems.stream().map(Problem::line).toList());
        lines.addAll(laterProblems);
        if (!lines.isEmpty()) {
            throw new ConfigurationException(origin, lines);
        }
    }

    private <T> Optional<T> bind(JsonPointer key, Class<T> type) {
        if (schemaProblems.stream().anyMatch(problem -> problem.spoils(key))) {
            return Optional.empty();
        }
        try {
            T bound = Binder.bind(tree.at(key), type);
            keys.put(bound, Problem.keyText(key));
            return Optional.of(bound);
        } catch (IllegalArgumentException e) {
            problem(Problem.keyText(key), e.getMessage());
            return Optional.empty();
        }
    }

    private static JsonPointer pointer(String list) {
        return JsonPointer.compile("/" + list.replace('.', '/'));
    }

    private Set<String> viewIds() {
        Set<String> ids = new HashSet<>();
        for (JsonNode camera : tree.path("cameras")) {
            String id = camera.path("id").asText();
            if (camera.path("regions").isEmpty()) {
                ids.add(id);
            }
            camera.path("regions")
                    .forEach(region -> ids.add(id + "." + region.path("id").asText()));
        }
        return ids;
    }

    /** Visits what is written, bound or not, so that one mistake does not cause or hide another. */
    private void forEachText(String list, String property, TextVisitor visitor) {
        int index = 0;
        for (JsonNode element : tree.at(pointer(list))) {
            String key = list + "[" + index++ + "]." + property;
            JsonNode value = element.path(property);
            if (value.isTextual()) {
                visitor.visit(key, value.textValue());
            }
            for (int i = 0; value.isArray() && i < value.size(); i++) {
                if (value.get(i).isTextual()) {
                    visitor.visit(key + "[" + i + "]", value.get(i).textValue());
                }
            }
        }
    }

    private interface TextVisitor {
        void visit(String key, String text);
    }
}
