package vn.tinmoi.site;

import java.util.List;
import vn.tinmoi.page.Figures;
import vn.tinmoi.page.PageTexts;
import vn.tinmoi.web.Language;

/** Says in a page's language what was not counted. */
record SetAsides(Language language, PageTexts frames) {
    List<SetAsideView> views(List<Figures.SetAside> reasons) {
        return reasons.stream()
                .map(one -> view(one, "counting.why." + one.reason(), say("counting.why." + one.reason() + ".note")))
                .toList();
    }

    SetAsideView all(List<Figures.SetAside> reasons) {
        long today = reasons.stream().mapToLong(Figures.SetAside::today).sum();
        long month = reasons.stream().mapToLong(Figures.SetAside::month).sum();
        return view(new Figures.SetAside("all", today, month), "counting.all", "");
    }

    private String say(String key) {
        return frames.say(language, key);
    }

    private SetAsideView view(Figures.SetAside one, String name, String note) {
        return new SetAsideView(
                one.reason(),
                say(name),
                note,
                frames.whole(language, one.today()),
                frames.whole(language, one.month()));
    }
}
