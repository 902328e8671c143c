package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.util.List;
import vn.tinmoi.web.Routes;

/** {@code /toa-soan/go-thu}: a sentence to type, compared letter by letter, for whoever thinks that a keyboard loses letters here. */
final class TypingRoutes implements Routes {
    private static final String TYPING = Newsroom.HOME + "/go-thu";

    /** Every letter with its tones that keyboards make by going back: ươ, uyê, đ, gi, qu. */
    private static final List<String> SENTENCES = List.of(
            "Đường về bản Nà Lúa quanh co, sương sớm phủ trắng triền ruộng bậc thang.",
            "Quyển vở cũ ghi kỹ từng chuyến ghe chở lúa ngược dòng sông Thủy.",
            "Chị Nguyễn Thị Thuở kể: “Đêm ấy, nước lũ dâng tới nửa cột nhà.”",
            "Giữa chợ phiên, tiếng khèn vang lên, người già trẻ nhỏ đều ngẩng đầu.",
            "Ước gì được nghỉ ít bữa, ăn miếng cơm quê, nghe tiếng gà gáy xóm dưới.");

    private final Newsroom newsroom;
    private final Frames frames;

    TypingRoutes(Newsroom newsroom, Frames frames) {
        this.newsroom = newsroom;
        this.frames = frames;
    }

    @Override
    public void mount(Router router) {
        newsroom.page(router, TYPING, (ctx, language, visitor) -> {
            var frame = frames.frame(ctx, language, "newsroom.typing", TYPING, visitor);
            return Future.succeededFuture(frames.shown(200, "typing", new TypingPage(frame, SENTENCES)));
        });
    }
}
