"""The demo township 星星镇: invented from end to end, so that everything can be tried without anybody's data."""

from fupin_desktop.services.demo.fill import fill_demo

__all__ = ["fill_demo"]
