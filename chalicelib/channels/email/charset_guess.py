"""Which legacy charset undeclared 8-bit text is in: the one that makes everyday characters of it."""

import re
from typing import NamedTuple

from chalicelib.channels.email.charset_latin import latin_charset

_SAMPLE = 4_000


class _Candidate(NamedTuple):
    codec: str
    everyday: frozenset[str]
    usual_share: float  # of everyday characters among all non-ASCII ones, in texts that are in this charset
    fewest: int = 1  # different 8-bit bytes that a word or two have: a run of one sign is no language


_JAPANESE = (
    "".join(map(chr, range(0x3041, 0x3094)))
    + "ーンスルトイアクリシラタレドコテプロマニ、。「」"
    + "日本人年大会社国中出上生時間行者前後東京名様電話送受信文書請求案内料資議件報告連絡予定確認通知品注商"
    + "御願致申込回今月週分場合方法用利新最高全部長田山川木村株式付金支払配便荷"
    + "未承諾広告※無料円見積価格変更登録員各位参加募集開催特典限定期届認証税消費楽、！？「」・"
)
_CHINESE = "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运谢您请邮件测试发票报价询优惠单订购网站客户货款，。！？：、"  # noqa: E501 one table of characters
_TRADITIONAL = "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命謝您請郵，。！？：、"  # noqa: E501 one table of characters
_KOREAN = "이다는을에의가고하지어사도기한아나있는들그로서리자인것을시를은대해보수일만여부정구거면나라마전상제스게니장조주원오비요으공과성연소모경무계당없안우세동년적했습입할까되세요감녕청메확문드저바신트치방화님내위"  # noqa: E501 one table of characters

_CANDIDATES = (
    _Candidate("gb18030", frozenset(_CHINESE), 0.55),
    _Candidate("big5", frozenset(_TRADITIONAL), 0.55),
    _Candidate("cp932", frozenset(_JAPANESE), 0.65),
    _Candidate("euc_jp", frozenset(_JAPANESE), 0.65),
    _Candidate("cp949", frozenset(_KOREAN), 0.6),
    *(
        _Candidate(codec, frozenset("оеаинтсрвлкмдпё"), 0.8, fewest)
        for codec, fewest in (
            ("cp1251", 3),
            ("koi8-u", 3),
            ("cp866", 5),
            ("iso8859-5", 3),
            ("mac-cyrillic", 5),
        )
    ),
    _Candidate("cp1253", frozenset("αοιετσνηυρπκμλςάίόέήώγ"), 0.9, 3),
    _Candidate("cp1255", frozenset("יולאהתרמבשנעכדםפח"), 0.85, 3),
    *(_Candidate(codec, frozenset("اليمونتربةعدسفهكأحق"), 0.8, 3) for codec in ("cp1256", "iso8859-6")),
    _Candidate("cp874", frozenset("านรอกเงมยลวดทสตะปบคห่้ีัิไ"), 0.75, 3),
)
_MULTIBYTE = _CANDIDATES[:5]
_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
_ASCII_LETTER = re.compile(rb"[A-Za-z]")
_CASE_TURNED = re.compile(r"[а-яёα-ώ][А-ЯЁΑ-Ω]")
_SMALL = re.compile(r"[а-яё]")
_CAPITAL = re.compile(r"[А-ЯЁ]")
_HIGH = bytes(range(0x80, 0x100))
_ASCII_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ENOUGH = 0.5
_SURE = 0.8
_MANY_FOREIGN = 16
_MANY_DIFFERENT = 8


def guessed_charset(data: bytes) -> str:
    """A Python codec name; cp1252 when nothing speaks for another one. `data` is not valid UTF-8."""
    sample = data[:_SAMPLE]
    best = max(_CANDIDATES, key=lambda candidate: _score(sample, candidate))
    if best in _MULTIBYTE and _score(sample, best) >= _SURE:
        return best.codec
    if _is_latin(sample):
        return latin_charset(sample)
    return best.codec if _score(sample, best) >= _ENOUGH else "cp1252"


def foreign_charset(data: bytes) -> str:
    """The codec of a long enough text that surely is in no Latin script, whatever it claims to be; or ""."""
    sample = data[:_SAMPLE]
    foreign = len(sample) - len(sample.translate(None, _HIGH))
    if foreign < _MANY_FOREIGN or foreign * 10 < len(sample) - len(sample.translate(None, _ASCII_LETTERS)):
        return ""
    if _is_latin(sample) or _variety(sample) < _MANY_DIFFERENT:
        return ""
    best = max(_CANDIDATES, key=lambda candidate: _score(sample, candidate))
    return best.codec if _score(sample, best) >= _SURE and best.codec != "cp874" else ""


def is_case_turned(text: str) -> bool:
    """True for Cyrillic in which nearly all letters are capitals, and those that begin words are not.

    So looks KOI8-R that is read as Windows-1251, and the other way round.
    """
    small, capital = len(_SMALL.findall(text)), len(_CAPITAL.findall(text))
    return capital > small and capital + small >= _MANY_FOREIGN and bool(_CASE_TURNED.search(text))


def _variety(sample: bytes) -> int:
    return sum(byte >= 0x80 for byte in set(sample))


def _is_latin(sample: bytes) -> bool:
    """Latin words mix ASCII letters with others; words of other scripts are of 8-bit bytes only."""
    mixed = pure = 0
    for word in _WORD.findall(sample):
        if word.isascii():
            continue
        if len(word) == 1 or _ASCII_LETTER.search(word):
            mixed += len(word)
        else:
            pure += len(word)
    return mixed > pure


def _score(sample: bytes, candidate: _Candidate) -> float:
    """1.0 when its characters are as everyday as in any text of its language; 0 when invalid."""
    for cut in range(4 if candidate in _MULTIBYTE else 1):  # the sample may end inside a character
        try:
            text = sample[: len(sample) - cut].decode(candidate.codec)
            break
        except UnicodeDecodeError:
            continue
    else:
        return 0.0
    foreign = [char for char in text.lower() if char > "\x7f"]
    if not foreign or _variety(sample) < candidate.fewest:
        return 0.0
    everyday = sum(char in candidate.everyday for char in foreign) - len(_CASE_TURNED.findall(text))
    return everyday / len(foreign) / candidate.usual_share
