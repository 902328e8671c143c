package vn.tinmoi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The floor plan of the house: a room uses only rooms on lower floors, so that circles cannot exist. */
final class FloorsTest {
    private static final List<List<String>> FLOORS = List.of(
            List.of("command"),
            List.of("serve"),
            List.of("newsroom"),
            List.of("site", "feed"),
            List.of("desk", "media", "search", "visit", "page", "redirect", "ingest"),
            List.of("live", "portal"),
            List.of("log"),
            List.of("article", "people"),
            List.of("store", "web"),
            List.of("metric"),
            List.of("news", "text", "conf"));

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

    private static String packageOf(String room) {
        return "vn.tinmoi." + room;
    }
}
