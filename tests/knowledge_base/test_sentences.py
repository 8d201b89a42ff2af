from pathlib import Path

from knowledge_base.sentences import named_sentences, sentences


def write(folder: Path, name: str, *lines: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    head = f'version: "3.1"\nnlu:\n- intent: {name}\n  examples: |\n'
    (folder / f"{name}.yml").write_text(head + "".join(f"    - {line}\n" for line in lines), encoding="utf-8")
    return folder


def test_a_sentence_comes_with_its_intent_and_without_marks(tmp_path: Path) -> None:
    write(tmp_path / "logistics", "ask_courier", "发[中通](courier)吗", '能发[申通快递]{"entity": "courier"}不')
    assert list(named_sentences(tmp_path)) == [("发中通吗", "ask_courier"), ("能发申通快递不", "ask_courier")]


def test_an_entry_gives_its_question_and_its_variants(tmp_path: Path) -> None:
    (tmp_path / "size.yml").write_text(
        "- id: size.a\n  question: 怎么选码\n  variants:\n    - 穿几码\n", encoding="utf-8"
    )
    assert list(sentences((tmp_path,))) == ["怎么选码", "穿几码"]
