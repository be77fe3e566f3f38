"""Cuts Noto Sans CJK KR Bold to what Korean film titles and reviews need beside Pretendard. See README.md."""

import sys
import unicodedata
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent
KOREAN = 1


def rows(codec, first, last):
    """The characters in these rows of a double-byte set, in the form (NFC) in which they are drawn."""
    codes = (bytes([row, cell]) for row in range(first, last + 1) for cell in range(0xA1, 0xFF))
    return {ord(c) for c in unicodedata.normalize("NFC", "".join(code.decode(codec, "ignore") for code in codes))}


wanted = {
    *rows("euc_kr", 0xA1, 0xFD),  # KS X 1001: signs, letters, Hanja
    *rows("euc_jp", 0xB0, 0xCF),  # JIS X 0208, level 1: the kanji in use
    *rows("gb2312", 0xB0, 0xD7),  # GB 2312, level 1: the simplified ones in use
    *range(0x3000, 0x3100),  # punctuation, kana
    *range(0x31F0, 0x3200),  # small kana
    *range(0x3165, 0x318F),  # letters of old Hangul
}
source, target = sys.argv[1:]
options = Options(
    font_number=KOREAN,
    hinting=False,
    layout_features=[],
    drop_tables=[*Options().drop_tables, "BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx"],
    name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 13, 14],
    name_languages=[0x409],
    notdef_outline=True,
)
font = load_font(source, options)
cut = Subsetter(options)
cut.populate(unicodes=wanted - TTFont(FOLDER / "Pretendard-Bold.otf").getBestCmap().keys())
cut.subset(font)
save_font(font, target, options)
