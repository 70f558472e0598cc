"""Bytes in every charset that mails are written in, whatever they claim to be."""

import pytest

from chalicelib.channels.email.charsets import decoded


@pytest.mark.parametrize(
    ("text", "written_in", "declared"),
    [
        ("Grüße – “q”", "cp1252", "iso-8859-1"),
        ("Grüße", "utf-8", "iso-8859-1"),
        ("Grüße", "utf-8", "us-ascii"),
        ("Grüße", "latin-1", "utf-8"),
        ("Grüße", "utf-8", ""),
        ("Grüße", "utf-8", "unknown-8bit"),
        ("镕基", "gbk", "gb2312"),
        ("①㈱", "cp932", "shift_jis"),
        ("テスト", "iso2022_jp", ""),
        ("テスト", "iso2022_jp", "utf-8"),
        ("ﾃｽﾄ", "cp932", "x-sjis"),
        ("啲嘢", "big5hkscs", "big5"),
        ("Привет", "koi8-r", "koi8-r"),
        ("שלום", "cp1255", "iso-8859-8-i"),
        ("tiếng Việt", "utf-8", "windows-1258"),
        ("grün", "cp850", "cp-850"),
        ("Grüße", "mac-roman", "macintosh"),
        ("Grüße", "utf-7", "utf-7"),
        ("Grüße", "utf-16", "utf-16"),
        ("Grüße", "utf-16-le", "utf-16"),
        ("Grüße", "utf-16-be", "utf-16be"),
        ("Grüße", "utf-8-sig", "utf-8"),
        ("안녕하세요 똠방각하", "cp949", "ks_c_5601-1987"),
        ("Zażółć gęślą jaźń", "cp1250", "windows-1250"),
        ("ภาษาไทย", "cp874", "tis-620"),
        ("Grüße – 1", "cp1252", "iso-8859-1-windows-3.1-latin-1"),
        ("Привет", "cp1251", "win-1251"),
        ("Привет", "cp866", "dos-866"),
        ("Привет", "koi8-r", "KOI8-RFC1489"),
        ("Grün", "cp850", "IBM-850"),
        ("テスト①", "cp932", "sjis-win"),
        ("テスト", "euc_jp", "eucJP-ms"),
        ("안녕하세요", "cp949", "csEUCKR"),
        ("你好", "gbk", "cn-gb"),
        ("啲嘢", "big5hkscs", "Big5-HKSCS:2004"),
        ("Grüße und mehr Worte", "utf-8", "charset=utf-8"),
        ("Grüße", "utf-16-le", "utf16le"),
        ("Grüße, ganz ohne breite Zeichen", "latin-1", "utf-16"),
        ("„Święta” – źle", "cp1250", "iso-8859-2"),
        ("“Αθήνα”", "cp1253", "iso-8859-7"),
        ("こんにちは世界です", "cp932", "iso-2022-jp"),
        ("Здравствуйте, уважаемые коллеги", "cp1251", "koi8-r"),
        ("Здравствуйте, уважаемые коллеги", "koi8-r", "windows-1251"),
        ("СРОЧНО! ВНИМАНИЕ, УВАЖАЕМЫЕ КОЛЛЕГИ", "koi8-r", "koi8-r"),
        ("СРОЧНО! ВНИМАНИЕ, УВАЖАЕМЫЕ КОЛЛЕГИ", "cp1251", "windows-1251"),
        ("Tiếng Việt, xin chào bạn", "viscii", "VISCII"),
        ("TIẾNG VIỆT: ĐẲNG CẤP", "viscii", "csVISCII"),
        ("Tiếng Việt, xin chào bạn", "tcvn", "x-viet-tcvn5712"),
    ],
)
def test_text_is_read_whatever_charset_it_claims(text: str, written_in: str, declared: str) -> None:
    assert decoded(text.encode(written_in), declared) == text


def test_vietnamese_accents_become_one_character() -> None:
    assert decoded(b"ti\xea\xecng", "windows-1258") == "tiếng"
    assert decoded(b"ti\xaa\xb3ng", "tcvn") == "tiếng"


def test_two_charsets_in_one_text_are_told_apart_line_by_line() -> None:
    text = "Grüße aus Köln\nViele schöne Grüße\n".encode() + "Fußzeile".encode("latin-1")

    assert decoded(text, "utf-8") == "Grüße aus Köln\nViele schöne Grüße\nFußzeile"
    assert decoded(text, "iso-8859-1") == "Grüße aus Köln\nViele schöne Grüße\nFußzeile"


def test_damaged_utf8_keeps_what_is_whole() -> None:
    assert decoded("Grüße und ähnliches".encode() + b"\xc3", "utf-8") == "Grüße und ähnliches\ufffd"


def test_good_beginning_of_utf8_is_kept_whatever_follows() -> None:
    rubbish = bytes(range(128, 256)) * 4

    assert decoded("Привет, мир\n".encode() + rubbish, "utf-8").startswith("Привет, мир\n")


@pytest.mark.parametrize(
    ("text", "written_in"),
    [
        ("СКИДКИ ДО 50% НА ВСЁ", "koi8-r"),
        ("СКИДКИ ДО 50% НА ВСЁ", "cp1251"),
        ("Надішліть рахунок, будь ласка", "koi8-u"),
        ("Ваш заказ отправлен", "iso-8859-5"),
        ("Αθήνα", "cp1253"),
        ("السلام عليكم ورحمة الله، كيف حالكم؟", "cp1256"),
        ("السلام عليكم ورحمة الله، كيف حالكم؟", "iso-8859-6"),
        ("請求書送付のご案内", "cp932"),
        ("会議資料", "euc_jp"),
        ("未承諾広告※無料で儲ける", "cp932"),
        ("测试", "gbk"),
        ("Dziękuję za zamówienie, proszę o fakturę", "cp1250"),
        ("Dziękuję za zamówienie, proszę o fakturę", "iso-8859-2"),
        ("Dzień dobry, w załączeniu przesyłam", "iso-8859-2"),
        ("Kære kunde, vi har modtaget din ordre på æbler", "cp850"),
        ("Não recebi a confirmação da inscrição", "cp850"),
        ("Dobrý den, děkuji za objednávku", "cp1250"),
        ("Árvíztűrő tükörfúrógép", "iso-8859-2"),
        ("Mulţumesc pentru comandă", "iso-8859-2"),
        ("Siparişiniz için teşekkürler, İyi günler", "cp1254"),
        ("Ačiū už užsakymą", "cp1257"),
        ("Grüße aus München", "cp850"),
        ("Grüße aus München", "mac-roman"),
        ("L’été dernier – déjà vu", "cp1252"),
        ("“Hi” – ‘x’…", "cp1252"),
        ("£££", "cp1252"),
        ("”…", "cp1252"),
        ("two\u00a0\u00a0\u00a0 spaces \u00a0\u00a0", "cp1252"),
    ],
)
def test_undeclared_text_is_read_in_the_charset_of_its_language(text: str, written_in: str) -> None:
    assert decoded(text.encode(written_in)) == text


@pytest.mark.parametrize(
    ("text", "written_in"),
    [
        ("Здравствуйте! Подскажите, когда будет доставлен мой заказ?", "cp1251"),
        ("尊敬的客户,您好!欢迎来电咨询", "gbk"),
        ("안녕하십니까? 주문하신 상품이 발송되었습니다", "cp949"),
        ("Für Ihre Bestellung möchten wir uns bedanken", "cp1252"),
        ("——————————————————————————", "cp1252"),
        ("¿¡ñÑáéíóúü¿¡ ñÑáéíóúü", "cp1252"),
    ],
)
def test_long_text_that_cannot_be_latin_is_not_read_as_such(text: str, written_in: str) -> None:
    assert decoded(text.encode(written_in), "iso-8859-1") == text


def test_utf32_is_told_from_utf16() -> None:
    assert decoded("Grüße\n".encode("utf-32"), "utf-32") == "Grüße\n"
