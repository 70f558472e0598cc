from __future__ import annotations

from pathlib import Path

import pytest

from infra.merge_file import DefinedTwice, merged


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text)
    return path


def test_files_become_one_template(tmp_path: Path) -> None:
    data = written(
        tmp_path, "data.yaml", "Resources: {Table: {Type: T}}\nOutputs: {Name: {Value: !Ref Table}}\n"
    )
    edge = written(tmp_path, "edge.yaml", "Resources:\n  Site: {Type: S, Of: !GetAtt Table.Arn}\n")

    assert merged([data, edge]) == {
        "Resources": {"Table": {"Type": "T"}, "Site": {"Type": "S", "Of": {"Fn::GetAtt": ["Table", "Arn"]}}},
        "Outputs": {"Name": {"Value": {"Ref": "Table"}}},
    }


def test_one_thing_in_two_files_is_refused(tmp_path: Path) -> None:
    one = written(tmp_path, "one.yaml", "Resources: {Table: {Type: T}}\n")
    two = written(tmp_path, "two.yaml", "Resources: {Table: {Type: U}}\n")

    with pytest.raises(DefinedTwice, match="Table is in one.yaml and in two.yaml"):
        merged([one, two])


def test_one_name_in_two_sections_is_two_things(tmp_path: Path) -> None:
    path = written(tmp_path, "one.yaml", "Parameters: {Url: {Type: String}}\nOutputs: {Url: {Value: u}}\n")

    assert set(merged([path])) == {"Parameters", "Outputs"}
