package dev.signalbox.dsl.format;

import java.util.ArrayList;
import java.util.List;

/**
 * A text's comments, each with what it stands before, found without the formatter's own reading: by lines. It knows block
 * scalars by their header and their columns, which is enough for texts of which the formatter says the same.
 */
final class Heard {
    private Heard() {}

    static List<String> in(String text) {
        List<String> found = new ArrayList<>();
        dev.signalbox.dsl.yaml.LineMap lines = new dev.signalbox.dsl.yaml.LineMap(
                "", text.replace("\r\n", "\n").replace('\r', '\n'));
        PieceReader.Pieces pieces = PieceReader.read(lines);
        for (Remark remark : Gaps.read(lines, pieces.words()).remarks()) {
            found.add(remark.text());
        }
        found.sort(null);
        return found;
    }
}
