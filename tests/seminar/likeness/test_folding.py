from goldthread.seminar.likeness.folding import grams, readable, units


def test_han_by_one_and_two_and_words_by_three_to_five() -> None:
    assert grams("专利法") == ["专", "利", "专利", "法", "利法"]
    assert grams("Fees") == [" fe", "fee", "ees", "es ", " fee", "fees", "ees ", " fees", "fees "]
    assert grams("a 12") == [" a ", " 12", "12 ", " 12 "]


def test_marks_part_what_they_stand_between() -> None:
    assert grams("专，利") == ["专", "利"]
    assert grams("PCT申请") == [*grams("pct"), "申", "请", "申请"]


def test_one_form_for_each_character() -> None:
    assert readable("ＰＣＴ①㈱") == "PCT1(株)"
    assert grams("ＰＣＴ") == grams("pct")


def test_accents_and_other_scripts_are_words() -> None:
    assert [unit.text for unit in units("Señal de origen, Патент")] == [
        *("señal", "de", "origen", "патент"),
    ]


def test_rare_han_beyond_the_first_plane() -> None:
    assert grams("𠮷野") == ["𠮷", "野", "𠮷野"]
