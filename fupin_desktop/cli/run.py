"""Reads the words, does the command, and says how it went: 0 done, 1 refused or failed, 2 wrong usage."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fupin_desktop import places
from fupin_desktop.cli.words import Words, parser
from fupin_desktop.domain import disk
from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.services.tasks import Cancelled


def office_folder(said: str | None) -> Path:
    """--office, else $FUPIN_OFFICE, else the platform's user data folder."""
    return Path(said) if said else places.office()


def run(words: Sequence[str]) -> int:
    """Carry out one command line. Gives the exit status; messages are Chinese, one sentence for a refusal."""
    _speak_utf8()
    try:
        said = parser().parse_args(list(words))
        said.office = office_folder(said.office)
        return _answer(said.do(said), said.json)
    except Words as wrong:
        print(str(wrong), file=sys.stderr)
        return 2
    except (Refused, Stale, Trouble) as error:
        return _refuse(str(error))
    except Cancelled:
        return _refuse("已停止，什么都没有改变")
    except KeyboardInterrupt:
        return _refuse("已停止，什么都没有改变")
    except BrokenPipeError:  # whoever read our words has read enough
        with contextlib.suppress(OSError):
            sys.stdout.close()
        return 0
    except OSError as error:
        return _refuse(disk.sentence(error))


def _answer(answer: tuple[dict[str, Any], str], as_json: bool) -> int:
    found, words = answer
    status: int = found.pop("status", 0)
    if as_json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        print(words, file=sys.stderr if status else sys.stdout)
    return status


def _refuse(sentence: str) -> int:
    print(sentence.replace("\n", "；"), file=sys.stderr)
    return 1


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
