"""What nobody foresaw while the window is open: logged, noted for the next start, and said once."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from fupin_desktop import crash
from fupin_desktop.domain import disk
from fupin_desktop.domain.errors import Refused, Stale, Trouble

log = logging.getLogger(__name__)
LEVELS = {QtMsgType.QtInfoMsg: logging.INFO, QtMsgType.QtWarningMsg: logging.WARNING,
          QtMsgType.QtCriticalMsg: logging.ERROR, QtMsgType.QtFatalMsg: logging.CRITICAL}  # fmt: skip
UNFORESEEN = (
    "程序出了意外，刚才这一步可能没有做成；已保存的数据没有受影响。"
    "详情已写入日志，下次启动时可以打开，交给支持人员。"
)
_told: set[tuple[str, int]] = set()
"""Where in the program something broke that was said already."""


def attend() -> None:
    """Catch what nobody foresaw from now on; called before Qt begins, which may crash itself."""
    crash.begin()
    sys.excepthook = complain
    threading.excepthook = _complain_of_thread
    qInstallMessageHandler(_hear_qt)


def attend_to_end(app: QGuiApplication) -> None:
    """A system that is shut down ends the program; that is no crash."""
    app.commitDataRequest.connect(lambda _: crash.orderly())


def complain(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The one hook for what nobody foresaw: it is logged, and said once."""
    from fupin_desktop import logs

    if isinstance(error, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logs.start()
    log.critical("unforeseen", exc_info=(kind, error, trace))
    words = _words(error)
    if words == UNFORESEEN:
        crash.unforeseen(kind, error, trace)
    where = _where(trace)
    if QApplication.instance() and where not in _told:
        _told.add(where)
        QMessageBox(QMessageBox.Icon.Warning, "出了意外", words).exec()
        if words != UNFORESEEN:
            _told.discard(where)


def _words(error: BaseException) -> str:
    if isinstance(error, (Trouble, Refused, Stale)):
        return str(error)
    if isinstance(error, ImportError):
        from fupin_desktop import unfit

        return unfit.damaged(error)
    if isinstance(error, OSError) and error.errno:
        return f"{disk.sentence(error)}；刚才这一步没有做成"
    return UNFORESEEN


def _where(trace: TracebackType | None) -> tuple[str, int]:
    while trace and trace.tb_next:
        trace = trace.tb_next
    return (trace.tb_frame.f_code.co_filename, trace.tb_lineno) if trace else ("", 0)


def _complain_of_thread(args: threading.ExceptHookArgs) -> None:
    """A thread may not open a window: what broke in it is logged and told at the next start."""
    if args.exc_value is None:
        return
    log.critical("unforeseen in a thread", exc_info=(args.exc_type, args.exc_value, args.exc_traceback))
    crash.unforeseen(args.exc_type, args.exc_value, args.exc_traceback)


def _hear_qt(kind: QtMsgType, _: QMessageLogContext, words: str | None) -> None:
    """Qt's own messages go to the log; after a fatal one Qt ends the program."""
    if kind is QtMsgType.QtFatalMsg:
        crash.said(words or "", crash.FATAL)
    logging.getLogger("qt").log(LEVELS.get(kind, logging.DEBUG), "%s", words)
