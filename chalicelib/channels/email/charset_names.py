"""Charset names as mails write them, by the Python codec that their senders really mean: data only."""

import re

_TABLE = """
-:
    ascii us-ascii ansi_x3.4-1968 us default unknown unknown-8bit x-unknown x-user-defined none binary
    8bit 7bit ansi auto
utf-8:
    utf8 utf-8 utf-8mb4 utf8mb4 unicode-1-1-utf-8
utf-16:
    unicode ucs-2
utf-7:
    utf-7 unicode-1-1-utf-7 x-unicode-2-0-utf-7
cp1252:
    iso-8859-1 iso8859-1 latin1 latin-1 iso-latin-1 l1 windows-1252 x-ansi cp-1252 iso_8859-1 x-cp1252
    windows1252 iso-8859 8859-1 west
cp1254:
    iso-8859-9 latin5 windows-1254
cp874:
    iso-8859-11 tis-620 windows-874
cp1255:
    iso-8859-8-i iso-8859-8-e iso-8859-8 logical windows-1255
iso-8859-6:
    iso-8859-6-i iso-8859-6-e
iso-8859-8:
    visual
gb18030:
    gb2312 gbk x-gbk gb_2312-80 cp936 euc-cn gb18030 gb2312_charset chinese windows-936
hz:
    hz-gb-2312
big5:
    big5 big-5 x-big5 cn-big5 csbig5
big5hkscs:
    big5-hkscs
cp950:
    cp950
cp932:
    shift_jis shift-jis sjis x-sjis ms_kanji windows-31j cswindows31j cp932
shift_jisx0213:
    shift_jisx0213
euc_jp:
    x-euc-jp euc-jp eucjp ujis
iso2022_jp_ext:
    iso-2022-jp csiso2022jp iso-2022-jp-ms cp50220 cp50221 iso-2022-jp-1
cp949:
    euc-kr ks_c_5601-1987 ks_c_5601 ksc5601 korean ks_c_5601-1989 ksc_5601 cp949 uhc windows-949
iso2022_kr:
    iso-2022-kr
koi8-r:
    koi8 koi8r cskoi8r
koi8-u:
    koi8-ru
mac-roman:
    macintosh x-mac-roman x-macroman mac
mac-latin2:
    x-mac-ce
mac-cyrillic:
    x-mac-cyrillic
mac-greek:
    x-mac-greek
mac-turkish:
    x-mac-turkish
cp1250:
    windows-1250
cp1251:
    windows-1251
cp1253:
    windows-1253
cp1256:
    windows-1256
cp1257:
    windows-1257
cp1258:
    windows-1258
viscii:
    viscii csviscii viscii1.1-1
tcvn:
    tcvn tcvn-5712 tcvn5712 tcvn5712-1 x-viet-tcvn x-viet-tcvn5712 x-viet-tcvn-5712
"""


def _read(table: str) -> dict[str, str]:
    """Alias to codec; "-" stands for "says nothing"."""
    found: dict[str, str] = {}
    codec = ""
    for line in table.splitlines():
        if line.endswith(":"):
            codec = line[:-1].replace("-", "", 1) if line == "-:" else line[:-1]
            continue
        found.update(dict.fromkeys(line.split(), codec))
    return found


CODEC_BY_NAME = _read(_TABLE)

# Tried on names that neither the table nor Python knows, in this order; \\1 is the number in the name.
LOOSE_NAMES = (
    (re.compile(r"utf-?_?(7|16|32)-?_?(le|be)\b"), r"utf-\1\2"),
    (re.compile(r"utf-?_?(7|8|16|32)"), r"utf-\1"),
    (re.compile(r"iso-?_?8859-?_?(\d{1,2})"), r"iso-8859-\1"),
    (re.compile(r"\b8859-?_?(\d{1,2})"), r"iso-8859-\1"),
    (re.compile(r"latin-?_?(\d)"), r"latin\1"),
    (re.compile(r"iso-?2022-?jp|\bx?-?jis\b"), "iso-2022-jp"),
    (re.compile(r"shift|s-?jis|(?:cp|windows|ms)-?_?932"), "shift_jis"),
    (re.compile(r"euc.*jp|ujis"), "euc-jp"),
    (re.compile(r"euc.*kr|(?<!h)ks_?c|949"), "euc-kr"),
    (re.compile(r"hkscs"), "big5-hkscs"),
    (re.compile(r"big-?5|chinesetrad"), "big5"),
    (re.compile(r"hz-"), "hz-gb-2312"),
    (re.compile(r"\bgb|-gb|csgb|936|chinesesimp"), "gb18030"),
    (re.compile(r"koi-?8?.*-?_?[ur]?u\b"), "koi8-u"),
    (re.compile(r"koi"), "koi8-r"),
    (re.compile(r"tis-?620"), "tis-620"),
    (re.compile(r"(?:cp|win|window|windows|ibm|dos|ms|ansi)-?_?(?:cp)?0{0,2}(\d{3,4})(?!\d)"), r"cp\1"),
    (re.compile(r"centraleur"), "x-mac-ce"),
)
