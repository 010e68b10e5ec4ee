"""Where the pictures of a chart are: every one has its own address, which holds its whole state."""

from dataclasses import dataclass

from goldthread.web.shell.state import State


@dataclass(frozen=True)
class ChartAddresses:
    spec: str
    svg: str
    png: str
    dark: str
    narrow: str
    narrow_dark: str
    alt: str


def chart_addresses(name: str, state: State, alt: str) -> ChartAddresses:
    """The addresses of a chart of a state; the language stands in each of them."""

    def at(form: str, **more: str) -> str:
        return str(state.address(f"/charts/{name}.{form}", lang=state.lang, **more))

    return ChartAddresses(
        spec=at("json"),
        svg=at("svg"),
        png=at("png"),
        dark=at("svg", scheme="dark"),
        narrow=at("svg", size="narrow"),
        narrow_dark=at("svg", scheme="dark", size="narrow"),
        alt=alt,
    )
