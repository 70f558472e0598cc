"""VISCII (RFC 1456) and TCVN 5712, which Vietnamese mail was written in before Unicode, as Python codecs."""

import codecs

_CONTROLS = "".join(map(chr, range(32)))
_ASCII = "".join(map(chr, range(32, 128)))
# Both have more letters than places above ASCII: some stand where control characters are.
_LOW = {
    "viscii": "\x02Ẳ \x05Ẵ \x06Ẫ \x14Ỷ \x19Ỹ \x1eỴ",
    "tcvn": "\x01Ú \x02Ụ \x04Ừ \x05Ử \x06Ữ \x11Ứ \x12Ự \x13Ỳ \x14Ỷ \x15Ỹ \x16Ý \x17Ỵ",
}
_HIGH = {
    "viscii": "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ",
    "tcvn": "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ\u00a0ĂÂÊÔƠƯĐăâêôơưđẶ\u0300\u0309\u0303\u0301\u0323"
    "àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ",
}


def _table(name: str) -> str:
    moved = {ord(pair[0]): pair[1] for pair in _LOW[name].split(" ")}
    return _CONTROLS.translate(moved) + _ASCII + _HIGH[name]


_TABLES = {name: _table(name) for name in _HIGH}


def _codec(name: str) -> codecs.CodecInfo | None:
    """What `codecs.lookup` asks for; None for the names of other codecs."""
    table = _TABLES.get(name)
    if table is None:
        return None
    return codecs.CodecInfo(
        name=name,
        encode=lambda text, errors="strict": codecs.charmap_encode(
            text, errors, {ord(char): byte for byte, char in enumerate(table)}
        ),
        decode=lambda data, errors="strict": codecs.charmap_decode(bytes(data), errors, table),
    )


codecs.register(_codec)
