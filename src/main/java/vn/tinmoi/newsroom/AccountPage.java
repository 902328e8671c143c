package vn.tinmoi.newsroom;

import java.util.List;
import vn.tinmoi.people.Person;

/**
 * What someone sees of themselves.
 *
 * @param recoveryLeft recovery codes that are still good
 */
public record AccountPage(Frame frame, Person person, int recoveryLeft, List<Place> places) {

    /** Where they are signed in. {@code name}: of the session; {@code seen}: in words; {@code here}: the one that asks. */
    public record Place(String name, String browser, String network, String begun, String seen, boolean here) {}

    public boolean hasSecondFactor() {
        return person.factor() == Person.Factor.ON;
    }
}
