"""What drawing charts leaves on the PC."""

import os
import subprocess
import sys


def test_what_charts_keep_lies_in_the_programs_own_cache(tmp_path):
    surroundings = {**os.environ, "FUPIN_CACHE": str(tmp_path / "缓存")}
    surroundings.pop("MPLCONFIGDIR", None)
    draws = "from fupin_desktop.reports.charts.style import canvas; canvas(1, title='图')"
    subprocess.run([sys.executable, "-c", draws], env=surroundings, check=True)
    assert list((tmp_path / "缓存" / "matplotlib").glob("fontlist-*.json"))
