"""Grants in the fixed-field text of 1976 to 2001, of our own making.

The check digits were reckoned by hand: modulus 11, weights 2, 3, 4, ... from the right.
"""

HEADER = "HHHHHT        APS1        ISSUE - 860107\n"


def group(name: str, *lines: str) -> str:
    """A group with its fields, each written `COD  value`; a line that goes on has five blanks."""
    return "".join(f"{line}\n" for line in (name, *lines))


def text_grant(
    wku: str = "045610010", apn: str = "7001231", src: str = "6", apt: str = "1", *,
    filed: str = "19840305", granted: str = "19860107", title: str = "Pump", patent: str = "",
    groups: str = "", claims: int = 2, texts: bool = True,
) -> str:  # fmt: skip
    """A whole document: `patent` holds more lines of its first group, `groups` what follows it."""
    head = [f"WKU  {wku}", f"SRC  {src}", f"APN  {apn}", f"APT  {apt}", "ART  342",
            f"APD  {filed}", f"TTL  {title}", f"ISD  {granted}"]  # fmt: skip
    lines = [line for line in head if not line.endswith("  ")]
    body = "".join(f"{line}\n" for line in ["PATN", *lines]) + patent + groups
    if not texts:
        return body
    numbered = "".join(
        f"NUM  {n}.\nPAR  {n}. A pump with a\n      valve.\n" for n in range(1, claims + 1)
    )
    return (  # a line of a text that looks like a group is none: it goes on
        f"{body}ABST\nPAL  A pump is disclosed.\nBSUM\nPAC  BACKGROUND\nPAR  Pumps are known; the\n"
        f"      CLAS of pumps is wide.\nDETD\nTBL  ______\n     A   B\n"
        f"CLMS\nSTM  I claim:\n{numbered}"
    )


INVENTORS = group("INVT", "NAM  Doe; Jane A.", "CTY  Springfield", "STA  IL") + group(
    "INVT", "NAM  Mustermann; Max", "CTY  Musterstadt", "CNT  DEX"
)
ASSIGNEES = group(
    "ASSG", "NAM  Example Pumps and Valves Manufacturing", "     Company", "CTY  Springfield",
    "STA  IL", "COD  02",
) + group(
    "ASSG", "NAM  Beispiel Universitat", "CTY  Musterstadt", "CNT  DEX", "COD  03"
)  # fmt: skip
CLASSES = group(
    "CLAS", "OCL  417  1", "XCL    2161A", "XCL  188 795GE", "EDF  4", "ICL  F04B  712",
    "ICL  A41D 1900", "FSC  417", "FSS  1;2;3",
)  # fmt: skip
UTILITY = text_grant(
    patent="NCL  7\nECL  1\nEXP  Roe; Richard\nEXA  Poe; Ann\nNDR  2\nNFG  3\n",
    groups=INVENTORS + ASSIGNEES
    + group("PRIR", "CNT  JPX", "APD  19830307", "APN  58-12345")
    + group("PRIR", "CNT  DEX", "APD  19830400", "APN  3312345")
    + group("RLAP", "COD  72", "APN  400123", "APD  19820720", "PSC  03")
    + CLASSES
    + group("UREF", "PNO  3000001", "ISD  19610900", "NAM  Smith", "OCL  417  2")
    + group("UREF", "PNO  RE28677", "ISD  19760113", "NAM  Jones")
    + group("FREF", "PNO  2012345", "ISD  19710300", "CNT  DT2", "OCL  417  2")
    + group("OREF", "PAL  A Handbook of Pumps, pp. 1-20,", "      1950.", "PAL  Catalogue No. 5.")
    + group("LREP", "FRM  Attorney & Attorney", "FR2  Lawyer; Paul"),
)  # fmt: skip
DESIGN = text_grant(
    "D02800012", "5001234", "6", "4", filed="19820305", granted="19850813", title="Chair",
    patent="NCL  1\nTRM  14\n", texts=False,
    groups=group("INVT", "NAM  Doe; Jane", "CTY  Oslo", "CNT  NOX")
    + group("CLAS", "OCL  D 6371", "ICL  D0601", "EDF  4")
    + group("DCLM", "PAR  The ornamental design for a chair, as shown."),
)  # fmt: skip
PLANT = text_grant(
    "PP0060011", "6001238", "6", "6", filed="19850305", granted="19870804", title="Rose plant",
    claims=1,
)  # fmt: skip
REISSUE = text_grant(
    "RE0320013", "8001235", "6", "2", filed="19860305", granted="19871006",
    groups=group(
        "REIS", "COD  50", "APN  300123", "APD  19810305", "PNO  4400001", "ISD  19830823"
    ),
)  # fmt: skip
INVENTION = text_grant(
    "H00010014", "0001236", "7", "7", filed="19880305", granted="19910101",
    patent="NCL  2\n",
)  # fmt: skip
PCT = text_grant(
    "051000016", "2001233", "7", filed="19890905", granted="19920331",
    groups=group("INVT", "NAM  Ola; Kari", "CTY  Oslo", "CNT  NOX")
    + group(
        "PCTA", "PCN  PCT/NO88/00012", "PD1  19890905", "PD2  19890905", "PD3  19880304",
        "PCP  WO88/06789", "PCD  19880907",
    ),
)  # fmt: skip
