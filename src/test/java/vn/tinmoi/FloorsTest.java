package vn.tinmoi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The floor plan of the house: a room uses only rooms on lower floors, so that circles cannot exist. */
final class FloorsTest {
    private static final List<List<String>> FLOORS = List.of(
            List.of("command"),
            List.of("serve"),
            List.of("newsroom"),
            List.of("site", "feed", "backup"),
            List.of("desk", "media", "search", "visit", "page", "redirect", "ingest"),
            List.of("live", "portal"),
            List.of("log"),
            List.of("article", "people"),
            List.of("store", "web"),
            List.of("metric"),
            List.of("news", "text", "conf"));

    /** Five, as the plan wants: the kinds of a file, a connection and its list, and what is one thing in several files. */
    private static final Set<String> CIRCLES = Set.of(
            "AtomFeed Feed JsonFeed RssFeed",
            "Connections StrictDecoder",
            "CurrentPortal Portal PortalReads SiteForm SiteWrites Sites",
            "GifFile JpegFile PictureFile PngFile WebpFile",
            "Hub Roster Subscriber");

    private static final Path SOURCES = Path.of("src/main/java");
    private static final int LONGEST = 300; // lines of a file
    private static final int LARGEST_SHARE = 8; // of the house may be a room

    private final JavaClasses house = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("vn.tinmoi");

    @Test
    void everyRoomUsesOnlyTheFloorsBelow() {
        var above = new ArrayList<String>(List.of("vn.tinmoi"));
        for (var floor : FLOORS) {
            for (var room : floor) {
                var forbidden = new ArrayList<>(above);
                floor.stream().filter(other -> !other.equals(room)).forEach(other -> forbidden.add(packageOf(other)));
                noClasses()
                        .that()
                        .resideInAPackage(packageOf(room))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(forbidden.toArray(String[]::new))
                        .allowEmptyShould(true)
                        .check(house);
            }
            floor.forEach(room -> above.add(packageOf(room)));
        }
    }

    @Test
    void everyRoomStandsInThePlan() {
        var planned =
                FLOORS.stream().flatMap(List::stream).map(FloorsTest::packageOf).collect(Collectors.toSet());
        planned.add("vn.tinmoi");

        var built = house.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

        assertThat(built).isSubsetOf(planned).contains("vn.tinmoi.news");
    }

    @Test
    void theWordsKnowOnlyTheJdkAndCsv() {
        noClasses()
                .that()
                .resideInAnyPackage(packageOf("news"), packageOf("text"), packageOf("conf"))
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "java..",
                        "org.jspecify..",
                        "com.google.errorprone..",
                        "de.siegmar.fastcsv..",
                        packageOf("news"),
                        packageOf("text"),
                        packageOf("conf"))
                .allowEmptyShould(true)
                .check(house);
    }

    /** Classes that need each other are read together; each circle is one more thing to hold in mind, so they are few and named. */
    @Test
    void classesStandInCirclesOnlyWhereTheyAreOne() {
        var needs = new TreeMap<String, Set<String>>();
        for (var one : house) {
            var name = topLevel(one);
            one.getDirectDependenciesFromSelf().stream()
                    .map(Dependency::getTargetClass)
                    .filter(other -> other.getPackageName().equals(one.getPackageName()))
                    .map(FloorsTest::topLevel)
                    .filter(other -> !other.equals(name))
                    .forEach(other ->
                            needs.computeIfAbsent(name, key -> new TreeSet<>()).add(other));
        }
        var circles = new TreeSet<String>();
        for (var name : needs.keySet()) {
            var circle = reached(name, needs).stream()
                    .filter(other -> reached(other, needs).contains(name))
                    .map(other -> other.substring(other.lastIndexOf('.') + 1))
                    .collect(Collectors.joining(" "));
            if (!circle.isEmpty()) circles.add(circle);
        }

        assertThat(circles).isEqualTo(CIRCLES);
    }

    private static Set<String> reached(String from, Map<String, Set<String>> needs) {
        var reached = new TreeSet<String>();
        var next = new ArrayDeque<>(needs.getOrDefault(from, Set.of()));
        while (!next.isEmpty()) {
            var one = next.remove();
            if (reached.add(one)) next.addAll(needs.getOrDefault(one, Set.of()));
        }
        return reached;
    }

    private static String topLevel(JavaClass one) {
        return one.getName().replaceFirst("\\$.*", "").replace("[]", "");
    }

    /** What is longer, or more than an eighth of the house, is cut where it falls apart by itself. */
    @Test
    void noFileIsLongAndNoRoomIsTheHouse() throws IOException {
        var lines = new HashMap<Path, Integer>();
        try (var files = Files.walk(SOURCES)) {
            for (var file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                lines.put(file, Files.readAllLines(file).size());
            }
        }
        int all = lines.values().stream().mapToInt(Integer::intValue).sum();
        var rooms = lines.entrySet().stream()
                .collect(Collectors.groupingBy(
                        one -> String.valueOf(one.getKey().getParent()), Collectors.summingInt(Map.Entry::getValue)));

        assertThat(lines)
                .as("lines of a file")
                .allSatisfy(
                        (file, length) -> assertThat(length).as(file.toString()).isLessThanOrEqualTo(LONGEST));
        assertThat(rooms)
                .as("of %d lines", all)
                .allSatisfy((room, length) -> assertThat(length).as(room).isLessThanOrEqualTo(all / LARGEST_SHARE));
    }

    private static String packageOf(String room) {
        return "vn.tinmoi." + room;
    }
}
