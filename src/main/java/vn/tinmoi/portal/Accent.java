package vn.tinmoi.portal;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;

/**
 * The one colour that a site chooses, as each theme can read it: as chosen in the light, its hue lightened for the dark and
 * darkened for the contrast theme. Contrast is WCAG 2.2's; hue is kept in OKLCH (Björn Ottosson, 2020), where equal steps of
 * lightness look equal.
 *
 * @param light, dark, contrast {@code #rrggbb}, at least 4.5:1 on every ground that words in it stand on; 7:1 in the last
 */
public record Accent(String light, String dark, String contrast) {
    /** The house's own. */
    public static final Accent HOUSE = new Accent("#b3261e", "#ff8d7f", "#8c0d06");

    private static final double TEXT = 4.5;
    private static final double STRONG = 7;
    private static final double STEP = 0.002; // of lightness: no eye tells two neighbours apart

    // also change the palettes of site.css: paper, paper-low and tint of each theme
    private static final List<Colour> LIGHT = grounds("#fffdf9", "#f6f1e8", "#fdf0d5");
    private static final List<Colour> DARK = grounds("#131517", "#1b1e21", "#2d2718");
    private static final List<Colour> CONTRAST = grounds("#ffffff", "#fff3b0");
    private static final Pattern FORM = Pattern.compile("#[0-9a-fA-F]{6}");

    /** Of a chosen colour; INVALID at {@code accent} for what is none, or cannot be read, with the nearest that can. */
    public static Accent of(String text) {
        if (!FORM.matcher(text).matches()) throw Problem.invalid("accent", "accent.form");
        if (text.equalsIgnoreCase(HOUSE.light)) return HOUSE;
        var chosen = Colour.of(text.toLowerCase(Locale.ROOT));
        var readable = moved(chosen, LIGHT, TEXT, -STEP);
        if (!readable.equals(chosen)) {
            throw Problem.invalid("accent", "accent.contrast", text, readable.hex());
        }
        return new Accent(
                chosen.hex(),
                moved(chosen, DARK, TEXT, STEP).hex(),
                moved(chosen, CONTRAST, STRONG, -STEP).hex());
    }

    /** Of a stored one, which was checked; the house's for null. */
    static Accent ofStored(@Nullable String text) {
        try {
            return text == null ? HOUSE : of(text);
        } catch (Problem unreadable) { // grounds changed since
            return HOUSE;
        }
    }

    /** The nearest colour of the same hue, lighter or darker, that can be read on all grounds; itself where it can. */
    private static Colour moved(Colour from, List<Colour> grounds, double least, double step) {
        var colour = from;
        var place = Oklch.of(from);
        for (double l = place.lightness(); l >= 0 && l <= 1 && lowest(colour, grounds) < least; l += step) {
            colour = place.at(l).colour();
        }
        if (lowest(colour, grounds) >= least) return colour;
        return Colour.of(step < 0 ? "#000000" : "#ffffff");
    }

    private static double lowest(Colour colour, List<Colour> grounds) {
        return grounds.stream().mapToDouble(colour::contrast).min().orElse(1);
    }

    private static List<Colour> grounds(String... colours) {
        return List.of(colours).stream().map(Colour::of).toList();
    }

    /** sRGB, 0 to 255 each. */
    private record Colour(int red, int green, int blue) {
        static Colour of(String hex) {
            int value = Integer.parseInt(hex.substring(1), 16);
            return new Colour(value >> 16, value >> 8 & 0xFF, value & 0xFF);
        }

        String hex() {
            return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
        }

        static double linear(int channel) {
            double c = channel / 255.0;
            return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
        }

        double luminance() {
            return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
        }

        double contrast(Colour other) {
            double one = luminance();
            double two = other.luminance();
            return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
        }
    }

    private record Oklch(double lightness, double a, double b) {
        static Oklch of(Colour colour) {
            double r = Colour.linear(colour.red);
            double g = Colour.linear(colour.green);
            double bl = Colour.linear(colour.blue);
            double l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * bl);
            double m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * bl);
            double s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * bl);
            return new Oklch(
                    0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
                    1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
                    0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
        }

        Oklch at(double other) {
            return new Oklch(other, a, b);
        }

        /** Less chroma where the screen has no such colour. */
        Colour colour() {
            for (double chroma = 1; chroma > 0; chroma -= 0.02) {
                var channels = channels(chroma);
                if (fits(channels[0]) && fits(channels[1]) && fits(channels[2])) return colour(channels);
            }
            return colour(channels(0));
        }

        private double[] channels(double chroma) {
            double l = cube(lightness + 0.3963377774 * a * chroma + 0.2158037573 * b * chroma);
            double m = cube(lightness - 0.1055613458 * a * chroma - 0.0638541728 * b * chroma);
            double s = cube(lightness - 0.0894841775 * a * chroma - 1.2914855480 * b * chroma);
            return new double[] {
                4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
                -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
                -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
            };
        }

        private static double cube(double value) {
            return value * value * value;
        }

        private static boolean fits(double channel) {
            return channel >= -0.0005 && channel <= 1.0005;
        }

        private static Colour colour(double[] linear) {
            return new Colour(channel(linear[0]), channel(linear[1]), channel(linear[2]));
        }

        private static int channel(double linear) {
            double c = Math.clamp(linear, 0, 1);
            double value = c <= 0.0031308 ? 12.92 * c : 1.055 * Math.pow(c, 1 / 2.4) - 0.055;
            return (int) Math.round(value * 255);
        }
    }
}
