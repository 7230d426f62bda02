package holdfast.app.races;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A picture of a page in 256 colours: a third of the size, and it looks the same. Most are those that it uses most, the others
 * those that are least like them, such as that of a single dot.
 */
final class SmallPicture {

    private static final int COLOURS = 256;
    private static final int MOST_USED = 200;

    private SmallPicture() {}

    static BufferedImage of(BufferedImage picture) {
        Map<Integer, Integer> uses = new HashMap<>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                uses.merge(picture.getRGB(x, y), 1, Integer::sum);
            }
        }
        return paint(picture, palette(uses));
    }

    private static List<Integer> palette(Map<Integer, Integer> uses) {
        List<Integer> byUse = uses.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .toList();
        List<Integer> palette = new ArrayList<>(byUse.stream().limit(MOST_USED).toList());
        Map<Integer, Integer> strangeness = new HashMap<>();
        int[] known = palette.stream().mapToInt(Integer::intValue).toArray();
        byUse.forEach(colour -> strangeness.put(colour, distance(colour, known[nearest(colour, known)])));
        while (palette.size() < Math.min(COLOURS, byUse.size())) {
            int strangest = Collections.max(strangeness.entrySet(), Map.Entry.comparingByValue())
                    .getKey();
            palette.add(strangest);
            strangeness.replaceAll((colour, far) -> Math.min(far, distance(colour, strangest)));
        }
        return palette;
    }

    private static BufferedImage paint(BufferedImage picture, List<Integer> palette) {
        int[] colours = palette.stream().mapToInt(Integer::intValue).toArray();
        IndexColorModel model = new IndexColorModel(8, colours.length, colours, 0, false, -1, 0);
        BufferedImage small =
                new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
        Map<Integer, Integer> places = new HashMap<>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int place = places.computeIfAbsent(picture.getRGB(x, y), colour -> nearest(colour, colours));
                small.getRaster().setSample(x, y, 0, place);
            }
        }
        return small;
    }

    private static int nearest(int colour, int[] palette) {
        int best = 0;
        for (int i = 1; i < palette.length; i++) {
            if (distance(colour, palette[i]) < distance(colour, palette[best])) {
                best = i;
            }
        }
        return best;
    }

    private static int distance(int one, int other) {
        int distance = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int difference = ((one >> shift) & 0xff) - ((other >> shift) & 0xff);
            distance += difference * difference;
        }
        return distance;
    }
}
