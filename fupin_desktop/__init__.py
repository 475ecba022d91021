"""乡镇扶贫工作台: a township office's register, plans, notices and reports on one PC."""

__version__ = "0.5.0"
