package vn.tinmoi.newsroom;

import java.util.List;

/** The way on which the administrator of an untouched site is led once; each step can be passed over. */
final class Tour {
    static final String PARAMETER = "buoc";
    static final String QUERY = "?" + PARAMETER + "=1";
    static final List<String> STEPS = List.of(Topics.HOME, Topics.PICTURES, Topics.CATEGORIES, Topics.PAGES);
    static final String BEGIN = Topics.HOME + QUERY;

    private Tour() {}

    /** From 1; 0: the page is none. */
    static int step(String path) {
        return STEPS.indexOf(path) + 1;
    }

    static String next(String path) {
        int step = step(path);
        return step == 0 || step == STEPS.size() ? Newsroom.HOME : STEPS.get(step) + QUERY;
    }
}
