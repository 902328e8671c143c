package vn.tinmoi.metric;

import java.util.List;

/** What is counted of who signs in, who comes with a token, and who was refused. Any thread. */
public final class PeopleMetrics {
    private static final String SIGN_INS =
            "People who signed in, were refused or found no room, left, chose a password or showed a code";
    private static final String TOKENS = "Calls with a token that is unknown or has expired";
    private static final String RIGHTS =
            "Requests of someone who is known and lacks the right, or whose form was not genuine";

    private final Meters meters;

    PeopleMetrics(Meters meters) {
        this.meters = meters;
        storyStreams(0);
        for (var result : List.of("entered", "refused", "busy", "left", "password", "code", "code_refused"))
            meters.count("tinmoi_sign_ins", SIGN_INS, "result", result, 0);
        for (var reason : List.of("unknown", "expired"))
            meters.count("tinmoi_tokens_refused", TOKENS, "reason", reason, 0);
        for (var area : List.of("api", "newsroom")) meters.count("tinmoi_rights_refused", RIGHTS, "area", area, 0);
    }

    /** {@code token}: its name; there are as many as an administrator has made. */
    public void tokenUse(String token) {
        meters.count("tinmoi_token_uses", "Calls that a token was accepted for", "token", token, 1);
    }

    /** {@code reason}: unknown, expired. */
    public void tokenRefused(String reason) {
        meters.count("tinmoi_tokens_refused", TOKENS, "reason", reason, 1);
    }

    /** {@code area}: api, newsroom. */
    public void rightRefused(String area) {
        meters.count("tinmoi_rights_refused", RIGHTS, "area", area, 1);
    }

    /** Open pages of stories that hear of changes. */
    public void storyStreams(int open) {
        meters.level("tinmoi_story_streams", "Open story pages of the newsroom with a stream")
                .set(open);
    }

    /** {@code result}: entered, refused, busy, left, password, code, code_refused. */
    public void signIn(String result) {
        meters.count("tinmoi_sign_ins", SIGN_INS, "result", result, 1);
    }
}
