package vn.tinmoi.people;

/**
 * Someone who signs in.
 *
 * @param login what they are called when they sign in, in lower case
 * @param mustChange whether the password was given to them, and only lets them choose their own
 */
public record Person(long id, String login, String name, Role role, boolean mustChange) {
    /** What they may do, and what it is called in the audit. */
    public Actor actor() {
        return new Actor("person:" + login, role.mayPublish(), role.mayManage());
    }

    /** What a person is here for; each right is said by name, so that more roles may follow. */
    public enum Role {
        /** Everything. */
        ADMIN(true, true);

        private final boolean publishes;
        private final boolean manages;

        Role(boolean publishes, boolean manages) {
            this.publishes = publishes;
            this.manages = manages;
        }

        boolean mayPublish() {
            return publishes;
        }

        boolean mayManage() {
            return manages;
        }
    }
}
