"""Cards as phones write them are read as people write names and addresses."""

from __future__ import annotations

from chalicelib.channels.whatsapp.vcards import read_vcard


def test_name_in_pieces_counts_only_where_no_whole_one_is_told() -> None:
    assert read_vcard("N:Sol;Lia;Ana;Dr.;PhD")[0] == "Dr. Lia Ana Sol PhD"
    assert read_vcard("N:Sol;Lia\nFN:Lia from the shop")[0] == "Lia from the shop"
    assert read_vcard("N:Sol\nFN:")[0] == "Sol"


def test_folded_line_is_one_and_escaped_signs_are_signs() -> None:
    assert read_vcard("ORG:Lamps\\, Sol\n  and more\\; all;Sales") == ("", ["Lamps, Sol and more; all Sales"])


def test_what_is_no_card_says_nothing() -> None:
    assert read_vcard("") == ("", [])
    assert read_vcard(":;\\\n\\;:\nTEL;QUOTED-PRINTABLE:=ZZ=\nN:\\") == ("\\", ["=ZZ"])
