package vn.tinmoi.media;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.desk.TestDesk.get;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tinmoi.desk.TestDesk;
import vn.tinmoi.news.Picture;

final class StoredPicturesTest {
    @Test
    void aPictureComesIntoAnotherDatabaseWithItsFocusAndItsMotion() throws JsonProcessingException {
        var moving = TestPictures.moving(400, 300);
        try (var here = new TestDesk();
                var there = new TestDesk()) {
            var id = get(new MediaStore(here.vertx, here.db).keep(moving, "Cờ bay", "", "", TestDesk.EDITOR))
                    .id();
            get(new PictureCare(here.db).focus(id, new Picture.Focus(10, 90), TestDesk.EDITOR));

            var text = get(StoredPictures.read(here.db.pool(), List.of(id)))
                    .getFirst()
                    .json()
                    .toString();
            var read = StoredPicture.read(new ObjectMapper().readTree(text), "pictures[0]");
            get(there.db.pool().withTransaction(in -> StoredPictures.keep(in, List.of(read), TestDesk.EDITOR)));
            var again = get(StoredPictures.read(there.db.pool(), List.of(id))).getFirst();

            assertThat(again.json()).hasToString(text);
            assertThat(again.picture().focus()).isEqualTo(new Picture.Focus(10, 90));
            assertThat(again.motion()).isEqualTo(moving);
        }
    }
}
