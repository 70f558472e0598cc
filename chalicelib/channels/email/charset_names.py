"""Charset names as mails write them, by the Python codec that their senders really mean: data only."""

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
