"""Runs on the Windows side: lists the windows one sees, waits for one, closes one, presses keys. Speaks JSON."""

from __future__ import annotations

import ctypes
import json
import sys
import time
from ctypes import wintypes

WM_CLOSE, KEY_UP = 0x0010, 0x0002


def windows() -> list[dict[str, object]]:
    """Every visible window with a title: handle, process, title, width and height in pixels."""
    user32 = ctypes.windll.user32  # type: ignore[attr-defined]
    found: list[dict[str, object]] = []

    def look(handle: int, _: int) -> bool:
        title = ctypes.create_unicode_buffer(500)
        user32.GetWindowTextW(handle, title, 500)
        if not (user32.IsWindowVisible(handle) and title.value):
            return True
        process, box = wintypes.DWORD(), wintypes.RECT()
        user32.GetWindowThreadProcessId(handle, ctypes.byref(process))
        user32.GetWindowRect(handle, ctypes.byref(box))
        size = (box.right - box.left, box.bottom - box.top)
        found.append({"handle": handle, "process": process.value, "title": title.value, "size": size})
        return True

    kind = ctypes.WINFUNCTYPE(ctypes.c_bool, wintypes.HWND, wintypes.LPARAM)  # type: ignore[attr-defined]
    user32.EnumWindows(kind(look), 0)
    return found


def wait(title: str, patience: float) -> None:
    """Wait until there is a window with these words in its title, at most so many seconds."""
    end = time.monotonic() + patience
    while time.monotonic() < end and not any(title in str(each["title"]) for each in windows()):
        time.sleep(0.05)


def close(title: str) -> None:
    """Ask the windows with these words in their title to close, as their cross in the corner does."""
    for window in windows():
        if title in str(window["title"]):
            ctypes.windll.user32.PostMessageW(window["handle"], WM_CLOSE, 0, 0)  # type: ignore[attr-defined]


def press(keys: list[str]) -> None:
    """Press these keys of the window in front together: virtual key codes in hexadecimal."""
    codes = [int(key, 16) for key in keys]
    for code in codes:
        ctypes.windll.user32.keybd_event(code, 0, 0, 0)  # type: ignore[attr-defined]
    for code in reversed(codes):
        ctypes.windll.user32.keybd_event(code, 0, KEY_UP, 0)  # type: ignore[attr-defined]


if __name__ == "__main__":
    if sys.argv[1:2] == ["wait"]:
        wait(sys.argv[2], float(sys.argv[3]))
    elif sys.argv[1:2] == ["close"]:
        close(sys.argv[2])
    elif sys.argv[1:2] == ["press"]:
        press(sys.argv[2:])
    sys.stdout.buffer.write(json.dumps(windows(), ensure_ascii=False).encode())
