package io.framewatch.cli.deadletters;

import io.framewatch.cli.TextTable;
import io.framewatch.cli.model.OutputFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/** The newest of many dead letters. Not thread-safe. */
final class LetterList {

    private final int limit;
    private final PriorityQueue<ListedLetter> newest = new PriorityQueue<>(ListedLetter.BY_AGE);
    private long count;

    /**
     * @param limit how many are kept
     */
    LetterList(int limit) {
        this.limit = limit;
    }

    void add(ListedLetter letter) {
        count++;
        newest.add(letter);
        if (newest.size() > limit) {
            newest.poll();
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** A table, the newest last, and a line if there are more. */
    String text() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(ListedLetter.HEADER);
        byAge().map(ListedLetter::row).forEach(rows::add);
        String table = TextTable.of(rows);
        return count > newest.size()
                ? table + "\nthe newest %d of %d; --limit shows more".formatted(limit, count)
                : table;
    }

    String json() {
        return OutputFormat.json(
                Map.of("count", count, "letters", byAge().map(ListedLetter::json).toList()));
    }

    private Stream<ListedLetter> byAge() {
        return newest.stream().sorted(ListedLetter.BY_AGE);
    }
}
