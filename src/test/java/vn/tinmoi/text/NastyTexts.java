package vn.tinmoi.text;

import java.util.List;

/** What people, programs and attackers put into fields: each is a text to be shown as it is, after the repair at the door. */
public final class NastyTexts {
    /** What runs when one of these is taken for markup. */
    private static final String RUN = "window.fired=1";

    private static final List<String> MARKUP = List.of(
            "<script>" + RUN + "</script>",
            "</script><script>" + RUN + "</script>",
            "<!--<script>" + RUN + "//",
            "--><script>" + RUN + "</script><!--",
            "]]><script>" + RUN + "</script><![CDATA[",
            "</title></textarea></style></noscript><img src=x onerror=" + RUN + ">",
            "\" onmouseover=\"" + RUN + "\" autofocus onfocus=\"" + RUN,
            "' onerror='" + RUN + "' x='",
            "<svg/onload=" + RUN + ">",
            "<iframe srcdoc=\"<script>parent." + RUN + "</script>\">",
            "<base href=https://evil.example/><link rel=stylesheet href=//evil.example/x.css>",
            "<math><mi//xlink:href=\"data:x,<script>" + RUN + "</script>\">",
            "javascript:" + RUN,
            "data:text/html,<script>parent." + RUN + "</script>",
            "&lt;script&gt;" + RUN + "&lt;/script&gt; &amp;amp; &#60;b&#62; &nbsp;");

    private static final List<String> TEMPLATES = List.of(
            "{{7*7}} ${7*7} #{7*7} <%= 7*7 %> @for(var x : y) !{var z = 1;} $unsafe{x}",
            "{0} {1} '{'2'}' %s %d %1$s %n $1 \\1 \\u0041 \\x41 &#x41;",
            "'; DROP TABLE article; -- \" OR 1=1 /* $1 */",
            "%00 %0d%0aSet-Cookie:%20x=y \\r\\n ../../etc/passwd C:\\con",
            "\\\"\\\\'`´‘’“”«»\\",
            "data: x\\nevent: y\\nid: z",
            "id: 1 : retry: 0");

    private static final List<String> SIGNS = List.of(
            "Dòng\u2028mới\u2029đoạn\u0085và\tthẻ",
            "\u202Ephải sang trái\u202C \u2066cô lập\u2069 \u200Fdấu\u200E",
            "zero\u200Bwidth\u200Cjoin\u200Ders\u2060 soft\u00ADhyphen \uFEFFmark",
            "\u0301\u0323\u0302 dấu lẻ đứng đầu và e\u0323\u0302 rời",
            "Emoji 👩‍👩‍👧‍👦 🇻🇳 👍🏽 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
            "عنوان بالعربية مع 123 وכותרת בעברית",
            "Ḷ̸̛̗̜̺̏͐̐́̚ỡ̵̧̭̟̌̈́i̷̡̫̪͊̈́" + "\u0300\u0301\u0303\u0309".repeat(75) + " tràn dấu",
            "dài" + "w".repeat(160),
            "𝔉𝔬𝔫𝔱 ǅ ﬁ ℃ ½ Å Ω \uFFFC \uFFFD 𠀀",
            "  nhiều   khoảng \n\n trắng   ",
            "147/2024/NĐ-CP & “Quyết định số 12–QĐ/TW” – 100 % < 5 > 3");

    private NastyTexts() {}

    /** On one line or several, none of them empty after the repair, each at most 300 characters as readers count. */
    public static List<String> all() {
        return java.util.stream.Stream.of(MARKUP, TEMPLATES, SIGNS)
                .flatMap(List::stream)
                .toList();
    }

    /** Those that would do something as markup or as an address. */
    public static List<String> runnable() {
        return MARKUP;
    }

    /** The JavaScript expression that tells whether one of them was run. */
    public static String fired() {
        return "window.fired === 1";
    }
}
