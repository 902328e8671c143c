package vn.tinmoi.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OldEncodingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TCVN3|Céng hßa x· héi chñ nghÜa ViÖt Nam|Cộng hòa xã hội chủ nghĩa Việt Nam",
                "TCVN3|Ng\u00adêi d©n x· Nói M©y ®\u00adîc cÊp n\u00adíc s¹ch|Người dân xã Núi Mây được cấp nước sạch",
                "TCVN3|§\u00adêng vÒ b¶n ®· th«ng|Đường về bản đã thông",
                "VNI|Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam|Cộng hòa xã hội chủ nghĩa Việt Nam",
                "VNI|Ngöôøi daân xaõ Nuùi Maây ñöôïc caáp nöôùc saïch|Người dân xã Núi Mây được cấp nước sạch",
                "VNI|Ñöôøng veà baûn ñaõ thoâng|Đường về bản đã thông"
            })
    void whatOldFontsShowedIsRecognisedAndRepaired(OldEncoding encoding, String old, String repaired) {
        assertThat(OldEncoding.of(old)).contains(encoding);
        assertThat(encoding.repaired(old)).isEqualTo(repaired);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Xã Núi Mây",
                "Người dân xã Núi Mây được cấp nước sạch từ hôm nay.",
                "Cà phê hoá học, toà nhà, loà xoà, oà khóc: á à ã í ó ò ú ù",
                "La façade de l'hôtel où Zoë dîne à côté du château",
                "Über größere Straßen führt ein schöner Weg",
                "Señor Ibáñez llegó mañana",
                "The quick brown fox, 25 µm, ± 3 °C, § 12, © 2026"
            })
    void whatIsUnicodeStays(String text) {
        assertThat(OldEncoding.of(text)).isEmpty();
    }

    @Test
    void everyLetterOfOursCanBeWrittenInEach() {
        var vni =
                "aùaøaûaõaï aâaáaàaåaãaä aêaéaèaúaüaë eùeøeûeõeï eâeáeàeåeãeä íìæóò oùoøoûoõoï oâoáoàoåoãoä ôôùôøôûôõôï "
                        + "uùuøuûuõuï ööùöøöûöõöï yùyøyûyõî ñ";

        assertThat(OldEncoding.VNI.repaired(vni))
                .isEqualTo("áàảãạ âấầẩẫậ ăắằẳẵặ éèẻẽẹ êếềểễệ íìỉĩị óòỏõọ ôốồổỗộ ơớờởỡợ úùủũụ ưứừửữự ýỳỷỹỵ đ");
        assertThat(OldEncoding.VNI.repaired("AÙ AÂ AÀ Aù ÔÛ ÑÖÔØNG")).isEqualTo("Á Â Ầ Á Ở ĐƯỜNG");
    }
}
