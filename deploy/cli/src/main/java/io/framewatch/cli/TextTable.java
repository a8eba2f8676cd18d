package io.framewatch.cli;

import java.util.List;
import java.util.stream.Collectors;

/** Rows of text in columns, each as wide as its longest cell. */
public final class TextTable {

    private static final String GAP = "  ";

    private TextTable() {}

    /**
     * Lays out rows, all of which have the same number of cells, see {@link #shown}.
     *
     * @return one line a row, without spaces at its end
     */
    public static String of(List<List<String>> rows) {
        List<List<String>> shown =
                rows.stream().map(row -> row.stream().map(TextTable::shown).toList()).toList();
        return shown.stream().map(row -> line(shown, row)).collect(Collectors.joining("\n"));
    }

    /** Text from elsewhere as a terminal may have it: control characters are question marks. */
    public static String shown(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static String line(List<List<String>> rows, List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            int column = i;
            int width = rows.stream().mapToInt(other -> other.get(column).length()).max().orElse(0);
            line.append(row.get(i)).append(" ".repeat(width - row.get(i).length())).append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
