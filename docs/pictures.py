"""Draw the README's two pictures from what `make appendix` has built.

In:  build/burden_sharing/appendix.pdf, and the lock of the derivation.  Needs pdftotext and pdftoppm (Debian: poppler-utils).
Out: docs/pictures/proof.png, the first page of the appendix with a proof; docs/pictures/regime-map.png.
"""

import subprocess
import sys
from pathlib import Path

from PIL import Image, ImageChops

from symbolic_alliance import load

PICTURES = Path(__file__).resolve().parent / "pictures"
APPENDIX = PICTURES.parents[1] / "build" / "burden_sharing" / "appendix.pdf"
DOTS_PER_INCH, MARGIN = 110, 30


def main() -> None:
    """Draw both; exit with one sentence where the appendix or a program is missing."""
    try:
        draw_page(APPENDIX, PICTURES / "proof.png")
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"pictures: {error}: run 'make appendix' with TeX, and install poppler-utils")
    point = {"q": "1/2", "m_O": 1, "w_A": "1/10", "w_O": "1/10", "v": 1}
    load("burden_sharing").plot(x="k_A", y="k_S", x_range=(0, 1), y_range=(0, 8), **point).save(
        PICTURES / "regime-map.png")


def draw_page(document: Path, picture: Path) -> None:
    """Draw the first page that has a proof, cut to what is printed on it."""
    pages = subprocess.run(["pdftotext", document, "-"], check=True, capture_output=True, text=True).stdout.split("\f")
    number = str(next(place for place, page in enumerate(pages, 1) if "Proof." in page))
    subprocess.run(["pdftoppm", "-png", "-singlefile", "-r", str(DOTS_PER_INCH), "-f", number, "-l", number, document,
                    picture.with_suffix("")], check=True)
    with Image.open(picture) as opened:
        page = opened.convert("L")
    left, top, right, bottom = ImageChops.invert(page).getbbox() or (0, 0, *page.size)
    page.crop((left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN)).save(picture, optimize=True)


if __name__ == "__main__":
    main()
