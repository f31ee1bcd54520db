package dev.signalbox.dsl.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A layered drawing, top to bottom (Sugiyama): ways back are turned round, a state's rank is its longest path from the
 * start, every word on a line has a cell of its own so that nothing overlaps, cells are ordered by barycenter sweeps and
 * placed as near to their neighbours as the order allows. Deterministic.
 */
final class Layout {
    static final double GAP_X = 34;
    static final double LANE_X = 18;
    private static final int SWEEPS = 24;

    /** What is placed: a box, a word on a line, or a bend of a line. */
    static final class Cell {
        final double width;
        final double height;
        final boolean box;
        int rank;
        double x;
        double y;
        /** The height of its rank: a line passes a rank straight down, so that it stays clear of the boxes beside it. */
        double passes;

        final List<Cell> above = new ArrayList<>();
        final List<Cell> below = new ArrayList<>();

        Cell(double width, double height, boolean box) {
            this.width = width;
            this.height = height;
            this.box = box;
        }
    }

    /** A line to draw, through cells from its upper to its lower end; {@code back} when it leads upwards. */
    static final class Link {
        final int from;
        final int to;
        final double labelWidth;
        final double labelHeight;
        boolean back;
        final List<Cell> through = new ArrayList<>();
        int label = -1;

        Link(int from, int to, double labelWidth, double labelHeight) {
            this.from = from;
            this.to = to;
            this.labelWidth = labelWidth;
            this.labelHeight = labelHeight;
        }
    }

    private final List<Cell> boxes;
    private final List<Link> links;
    private final List<List<Cell>> ranks = new ArrayList<>();

    /** The first box is the start. Links from a box to itself are not laid out. */
    Layout(List<Cell> boxes, List<Link> links) {
        this.boxes = boxes;
        this.links = links.stream().filter(link -> link.from != link.to).toList();
    }

    void place() {
        turnWaysBack();
        rank();
        fillRanks();
        order();
        setX();
        setY();
    }

    private void turnWaysBack() {
        int[] seen = new int[boxes.size()];
        for (int i = 0; i < boxes.size(); i++) {
            visit(i, seen);
        }
    }

    private void visit(int box, int[] seen) {
        if (seen[box] != 0) {
            return;
        }
        seen[box] = 1;
        for (Link link : links) {
            if (link.from == box) {
                if (seen[link.to] == 1) {
                    link.back = true;
                } else {
                    visit(link.to, seen);
                }
            }
        }
        seen[box] = 2;
    }

    private static int upper(Link link) {
        return link.back ? link.to : link.from;
    }

    private static int lower(Link link) {
        return link.back ? link.from : link.to;
    }

    /** Boxes stand on even ranks, the words between them on odd ones. */
    private void rank() {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Link link : links) {
                int least = boxes.get(upper(link)).rank + 2;
                if (boxes.get(lower(link)).rank < least) {
                    boxes.get(lower(link)).rank = least;
                    moved = true;
                }
            }
        }
        // What nothing leads to stands just above what it leads to.
        for (int i = 1; i < boxes.size(); i++) {
            int box = i;
            if (links.stream().noneMatch(link -> lower(link) == box)) {
                links.stream()
                        .filter(link -> upper(link) == box)
                        .mapToInt(link -> boxes.get(lower(link)).rank - 2)
                        .min()
                        .ifPresent(rank -> boxes.get(box).rank = rank);
            }
        }
    }

    private void fillRanks() {
        int last = boxes.stream().mapToInt(box -> box.rank).max().orElse(0);
        for (int i = 0; i <= last; i++) {
            ranks.add(new ArrayList<>());
        }
        boxes.forEach(box -> ranks.get(box.rank).add(box));
        for (Link link : links) {
            Cell at = boxes.get(upper(link));
            Cell end = boxes.get(lower(link));
            link.through.add(at);
            // The word stands where the line is read from: next to the state it leaves.
            int wordRank = link.back ? end.rank - 1 : at.rank + 1;
            for (int rank = at.rank + 1; rank < end.rank; rank++) {
                boolean word = rank == wordRank && link.labelWidth > 0;
                Cell bend = new Cell(word ? link.labelWidth : 0, word ? link.labelHeight : 0, false);
                bend.rank = rank;
                if (word) {
                    link.label = link.through.size();
                }
                ranks.get(rank).add(bend);
                join(at, bend);
                link.through.add(bend);
                at = bend;
            }
            join(at, end);
            link.through.add(end);
        }
    }

    private static void join(Cell upper, Cell lower) {
        upper.below.add(lower);
        lower.above.add(upper);
    }

    private void order() {
        List<List<Cell>> best = copy();
        long fewest = crossings();
        for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
            boolean down = sweep % 2 == 0;
            for (int i = 0; i < ranks.size(); i++) {
                sort(ranks.get(down ? i : ranks.size() - 1 - i), down);
            }
            long now = crossings();
            if (now < fewest) {
                fewest = now;
                best = copy();
            }
        }
        for (int i = 0; i < ranks.size(); i++) {
            ranks.set(i, best.get(i));
        }
    }

    private List<List<Cell>> copy() {
        List<List<Cell>> copy = new ArrayList<>();
        ranks.forEach(rank -> copy.add(new ArrayList<>(rank)));
        return copy;
    }

    private void sort(List<Cell> rank, boolean down) {
        Map<Cell, Integer> places = places();
        Map<Cell, Double> centres = new HashMap<>();
        for (Cell cell : rank) {
            List<Cell> near = down ? cell.above : cell.below;
            centres.put(
                    cell,
                    near.stream()
                            .mapToInt(other -> places.getOrDefault(other, 0))
                            .average()
                            .orElse(places.getOrDefault(cell, 0)));
        }
        rank.sort(Comparator.comparingDouble(cell -> centres.getOrDefault(cell, 0.0)));
    }

    private Map<Cell, Integer> places() {
        Map<Cell, Integer> places = new HashMap<>();
        for (List<Cell> rank : ranks) {
            for (int i = 0; i < rank.size(); i++) {
                places.put(rank.get(i), i);
            }
        }
        return places;
    }

    private long crossings() {
        Map<Cell, Integer> places = places();
        long count = 0;
        for (List<Cell> rank : ranks) {
            List<int[]> ends = new ArrayList<>();
            for (int i = 0; i < rank.size(); i++) {
                for (Cell lower : rank.get(i).below) {
                    ends.add(new int[] {i, places.getOrDefault(lower, 0)});
                }
            }
            for (int a = 0; a < ends.size(); a++) {
                for (int b = a + 1; b < ends.size(); b++) {
                    if ((long) (ends.get(a)[0] - ends.get(b)[0]) * (ends.get(a)[1] - ends.get(b)[1]) < 0) {
                        count++;
                    }
                }
            }
        }
        return count;
    }

    private void setX() {
        for (List<Cell> rank : ranks) {
            double x = 0;
            for (int i = 0; i < rank.size(); i++) {
                x += i == 0 ? 0 : distance(rank.get(i - 1), rank.get(i));
                rank.get(i).x = x;
            }
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean down = sweep % 2 == 0;
            for (int i = 0; i < ranks.size(); i++) {
                settle(ranks.get(down ? i : ranks.size() - 1 - i), down, sweep >= SWEEPS - 4);
            }
        }
        double left = ranks.stream()
                .flatMap(List::stream)
                .mapToDouble(cell -> cell.x - cell.width / 2)
                .min()
                .orElse(0);
        ranks.forEach(rank -> rank.forEach(cell -> cell.x -= left));
    }

    private static double distance(Cell left, Cell right) {
        return left.width / 2 + right.width / 2 + (left.box && right.box ? GAP_X : LANE_X);
    }

    /** The nearest places to what each cell wants that keep order and distance: isotonic regression by pooling. */
    private static void settle(List<Cell> rank, boolean down, boolean both) {
        int n = rank.size();
        double[] offset = new double[n];
        for (int i = 1; i < n; i++) {
            offset[i] = offset[i - 1] + distance(rank.get(i - 1), rank.get(i));
        }
        double[] mean = new double[n];
        double[] weight = new double[n];
        int[] size = new int[n];
        int pools = 0;
        for (int i = 0; i < n; i++) {
            Cell cell = rank.get(i);
            mean[pools] = wish(cell, down, both) - offset[i];
            weight[pools] = weight(cell);
            size[pools] = 1;
            pools++;
            while (pools > 1 && mean[pools - 2] > mean[pools - 1]) {
                double sum = weight[pools - 2] + weight[pools - 1];
                mean[pools - 2] = (mean[pools - 2] * weight[pools - 2] + mean[pools - 1] * weight[pools - 1]) / sum;
                weight[pools - 2] = sum;
                size[pools - 2] += size[pools - 1];
                pools--;
            }
        }
        int at = 0;
        for (int pool = 0; pool < pools; pool++) {
            for (int i = 0; i < size[pool]; i++) {
                rank.get(at).x = mean[pool] + offset[at];
                at++;
            }
        }
    }

    /** Long lines want to be straight more than boxes want to be centred. */
    private static double weight(Cell cell) {
        if (cell.box) {
            return 1;
        }
        long bends = cell.above.stream().filter(other -> !other.box).count()
                + cell.below.stream().filter(other -> !other.box).count();
        return 2 + 4.0 * bends;
    }

    private static double wish(Cell cell, boolean down, boolean both) {
        List<Cell> near = new ArrayList<>(down ? cell.above : cell.below);
        if (both || near.isEmpty()) {
            near.addAll(down ? cell.below : cell.above);
        }
        if (near.isEmpty()) {
            return cell.x;
        }
        double[] xs = near.stream().mapToDouble(other -> other.x).sorted().toArray();
        int middle = xs.length / 2;
        return xs.length % 2 == 1
                ? xs[middle]
                : Arrays.stream(xs, middle - 1, middle + 1).average().orElse(cell.x);
    }

    private void setY() {
        double y = 0;
        for (List<Cell> rank : ranks) {
            double height = rank.stream().mapToDouble(cell -> cell.height).max().orElse(0);
            for (Cell cell : rank) {
                cell.y = y + height / 2;
                cell.passes = height;
            }
            y += height + 22;
        }
    }
}
