"""python3 dev.py installer [--fast]: makes dist/ from a clean checkout; --pin renews the lock of the wheels."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from installer import build, fetch
from installer.paths import BuildError


def main() -> int:
    """Do what was asked for; one sentence and 1 when it could not be done."""
    asked = argparse.ArgumentParser(prog="python3 dev.py installer", description=__doc__)
    asked.add_argument("--fast", action="store_true", help="用 zlib 压缩：一分钟做完，文件较大，供测试用")
    asked.add_argument(
        "--pin", action="store_true", help="按 requirements.lock 重做 Windows 安装包的锁定文件"
    )
    asked.add_argument(
        "--sign", metavar="程序", default="", help="每做好一个 exe，就用它的路径运行这个程序来签名"
    )
    words = asked.parse_args()
    try:
        if words.pin:
            print(fetch.renew())
            return 0
        built = build.build(fast=words.fast, signer=_located(words.sign))
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(
            f"写不进 {error.filename or 'build 文件夹'}：{error.strerror}。请检查磁盘空间和权限后再试。",
            file=sys.stderr,
        )
        return 1
    print(built.summary())
    return 0


def _located(signer: str) -> str:
    """Return the whole path of the program that signs: makensis runs it from a folder of its own."""
    if not signer:
        return ""
    found = shutil.which(signer)
    if not found:
        raise BuildError(f"没有找到签名程序 {signer}，或它没有运行权限（chmod +x）；请写它的完整路径。")
    return str(Path(found).resolve())


if __name__ == "__main__":
    raise SystemExit(main())
