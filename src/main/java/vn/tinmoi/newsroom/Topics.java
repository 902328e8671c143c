package vn.tinmoi.newsroom;

import java.util.List;

/** The pages on which the portal is set, one a topic. */
public final class Topics {
    static final String HOME = Newsroom.HOME + "/cong";
    static final String PICTURES = HOME + "/anh";
    static final String CATEGORIES = HOME + "/chuyen-muc";
    static final String MENU = HOME + "/menu";
    static final String PAGES = HOME + "/trang";
    static final String FRONT = HOME + "/trang-nhat";
    static final String LINKS = HOME + "/lien-ket";
    static final String VERSIONS = HOME + "/phien-ban";
    static final String PREVIEW = HOME + "/xem-truoc";
    static final String COLOUR = HOME + "/mau";

    /** {@code key}: of its title; with {@code .what} behind it of what is done there. */
    public record Way(String path, String key) {}

    static final List<Way> WAYS = List.of(
            new Way(HOME, "newsroom.identity"),
            new Way(PICTURES, "newsroom.pictures"),
            new Way(CATEGORIES, "newsroom.categories"),
            new Way(MENU, "newsroom.menu"),
            new Way(PAGES, "newsroom.pages"),
            new Way(FRONT, "newsroom.front"),
            new Way(LINKS, "newsroom.links"),
            new Way(VERSIONS, "newsroom.versions"));

    private Topics() {}
}
