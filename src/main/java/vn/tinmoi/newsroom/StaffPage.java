package vn.tinmoi.newsroom;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Category;
import vn.tinmoi.people.Person;
import vn.tinmoi.web.Language;

/**
 * Who works here.
 *
 * @param demanded the roles that sign in with a second factor
 * @param link of the invitation that was just made, shown this once; null: none
 * @param values what was typed in the form that invites
 */
public record StaffPage(
        Frame frame,
        List<Member> members,
        List<Invited> invited,
        List<Category> categories,
        Set<Person.Role> demanded,
        @Nullable String link,
        Map<String, String> values,
        Set<String> wished) {

    /** {@code me}: who is looking. */
    public record Member(
            long id,
            String login,
            String name,
            Person.Role role,
            Set<String> categories,
            boolean disabled,
            boolean secondFactor,
            boolean me) {}

    /** {@code until}: in words. */
    public record Invited(String name, Person.Role role, String until) {}

    public Person.Role[] roles() {
        return Person.Role.values();
    }

    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    public String name(Category one) {
        return frame.language() == Language.EN ? one.nameEn() : one.nameVi();
    }
}
