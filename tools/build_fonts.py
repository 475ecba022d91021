"""Make resources/fonts from pinned public packages, byte for byte the same each time.

Usage: python tools/build_fonts.py [OUT] [WORK]. Needs the development requirements (fontTools, brotli), npm
and, on Debian, apt-get and dpkg-deb. Packages already lying in WORK are not fetched again.
"""

import gzip
import hashlib
import json
import lzma
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

ROOT = Path(__file__).resolve().parent.parent
PINS = ROOT / "tools" / "fonts_pins.json"
CURVE_ERROR = 0.5  # thousandths of an em between the cubic outlines and their quadratic likeness
CFF_TABLES = ("CFF ", "VORG", "BASE", "GPOS", "GSUB", "GDEF", "DSIG", "vhea", "vmtx", "kern")
MAXP_ZEROES = (
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
)
SERIF = "@expo-google-fonts/noto-serif-sc@0.4.3"
SANS = "@expo-google-fonts/noto-sans-sc@0.4.3"
WENKAI = "@fontsource/lxgw-wenkai@5.3.0"
FANDOL = "texlive-lang-chinese=2022.20230122-1"
HANAZONO = "fonts-hanazono=20170904-2.1"


def sha256(file: Path) -> str:
    """Return the SHA-256 of a whole file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def demand(file: Path, expected: str) -> None:
    """Stop unless the file is the very one that was pinned."""
    if sha256(file) != expected:
        raise SystemExit(f"{file.name}：校验值与 {PINS.name} 不符，已停止。")


def fetch_npm(spec: str, work: Path, pins: dict[str, str]) -> Path:
    """Fetch and unpack one npm package; return its folder."""
    name, version = spec.removeprefix("@").rsplit("@", 1)
    archive = work / f"{name.replace('/', '-')}-{version}.tgz"
    if not archive.exists():
        subprocess.run(["npm", "pack", "--silent", spec], cwd=work, check=True, stdout=subprocess.DEVNULL)
    demand(archive, pins[spec])
    with tarfile.open(archive) as packed:
        packed.extractall(work / archive.stem, filter="data")
    return work / archive.stem / "package"


def fetch_deb(spec: str, work: Path, pins: dict[str, str]) -> Path:
    """Fetch and unpack one Debian package; return its folder."""
    name = spec.split("=")[0]
    if not list(work.glob(f"{name}_*.deb")):
        subprocess.run(["apt-get", "download", "-q", spec], cwd=work, check=True, stdout=subprocess.DEVNULL)
    archive = next(work.glob(f"{name}_*.deb"))
    demand(archive, pins[spec])
    subprocess.run(["dpkg-deb", "-x", str(archive), str(work / name)], check=True)
    return work / name


def quadratic(source: Path, target: Path) -> None:
    """Turn a font with cubic (CFF) outlines into one with TrueType outlines, which reportlab can embed."""
    font = TTFont(source, recalcTimestamp=False)
    glyphs, order, drawn = font.getGlyphSet(), font.getGlyphOrder(), {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, CURVE_ERROR, reverse_direction=True))
        drawn[name] = pen.glyph()
    font["loca"] = newTable("loca")
    outlines = font["glyf"] = newTable("glyf")
    outlines.glyphOrder, outlines.glyphs = order, drawn
    outlines.compile(font)
    limits = font["maxp"]
    limits.tableVersion, limits.maxZones, limits.maxComponentElements = 0x00010000, 1, 0
    for zero in MAXP_ZEROES:
        setattr(limits, zero, 0)
    limits.compile(font)
    font["post"].formatType = 3.0
    for table in CFF_TABLES:
        if table in font:
            del font[table]
    font.sfntVersion = "\0\1\0\0"
    font.save(target)


def unwrap(source: Path, target: Path) -> None:
    """Take a font out of its woff2 container, otherwise unchanged."""
    font = TTFont(source, recalcTimestamp=False)
    font.flavor = None
    font.save(target)


def gather(work: Path, faces: Path, licences: Path, pins: dict[str, str]) -> None:
    """Put the seven faces into one folder and their licences into the other."""
    serif, sans, wenkai = (fetch_npm(spec, work, pins) for spec in (SERIF, SANS, WENKAI))
    fandol, hanazono = (fetch_deb(spec, work, pins) for spec in (FANDOL, HANAZONO))
    shutil.copy(serif / "400Regular/NotoSerifSC_400Regular.ttf", faces / "NotoSerifSC-Regular.ttf")
    shutil.copy(serif / "600SemiBold/NotoSerifSC_600SemiBold.ttf", faces / "NotoSerifSC-SemiBold.ttf")
    shutil.copy(sans / "400Regular/NotoSansSC_400Regular.ttf", faces / "NotoSansSC-Regular.ttf")
    shutil.copy(sans / "500Medium/NotoSansSC_500Medium.ttf", faces / "NotoSansSC-Medium.ttf")
    shutil.copy(next(hanazono.rglob("HanaMinB.ttf")), faces / "HanaMinB.ttf")
    unwrap(wenkai / "files/lxgw-wenkai-latin-300-normal.woff2", faces / "LXGWWenKai-Light.ttf")
    quadratic(next(fandol.rglob("FandolFang-Regular.otf")), faces / "FandolFang-Regular.ttf")
    shutil.copy(serif / "LICENSE_FONT", licences / "NotoSerifSC-OFL.txt")
    shutil.copy(sans / "LICENSE_FONT", licences / "NotoSansSC-OFL.txt")
    shutil.copy(wenkai / "LICENSE", licences / "LXGWWenKai-OFL.txt")
    shutil.copy(next(fandol.rglob("fonts/fandol/README")), licences / "Fandol-README.txt")
    shutil.copy(next(hanazono.rglob("doc/fonts-hanazono/copyright")), licences / "Hanazono-copyright.txt")
    packed = next(fandol.rglob("fonts/fandol/COPYING.gz")).read_bytes()
    (licences / "Fandol-GPLv3-with-font-exception.txt").write_bytes(gzip.decompress(packed))


def main() -> None:
    """Build every face, compare it with its pin, and write it compressed beside a manifest."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "resources" / "fonts"
    work = Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "build" / "fonts"
    faces, licences = work / "faces", out / "licenses"
    for folder in (faces, licences):
        folder.mkdir(parents=True, exist_ok=True)
    pins = json.loads(PINS.read_text(encoding="utf-8"))
    gather(work, faces, licences, pins["sources"])
    for name, wanted in sorted(pins["files"].items()):
        face = faces / name
        demand(face, wanted["sha256"])
        (out / f"{name}.xz").write_bytes(lzma.compress(face.read_bytes(), preset=9 | lzma.PRESET_EXTREME))
        print(f"{name}：完成")
    shutil.copy(PINS, out / "manifest.json")


if __name__ == "__main__":
    main()
