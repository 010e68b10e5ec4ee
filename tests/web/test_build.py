import gettext
import time

from goldthread.web import build


def test_build_makes_the_messages_and_the_charts() -> None:
    build.build()
    with (build.LOCALE / "zh_Hans" / "LC_MESSAGES" / "django.mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Look-back") == "回顾"
    assert "window.vegaEmbed" in build.BUNDLE.read_text(encoding="utf-8")


def test_build_again_makes_nothing_and_is_over_at_once() -> None:
    build.build()
    began = time.perf_counter()
    assert build.build() == []
    assert time.perf_counter() - began < 1


def test_a_changed_source_is_compiled_again() -> None:
    build.build()
    stamp = build.LOCALE / "zh_Hans" / "LC_MESSAGES" / "django.mo.stamp"
    stamp.write_text("of another source")
    assert [path.name for path in build.build()] == ["django.mo"]
