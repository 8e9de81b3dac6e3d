"""Titles that say that they are made up, wherever they are shown."""

STAMP_ZH = "（模拟数据）"
STAMP_EN = " (simulated data)"


def title(zh, en):
    """A title in both languages that bears the stamp."""
    return {"texts": {"zh": zh + STAMP_ZH, "en": en + STAMP_EN}}


def plain(zh, en=None):
    """A title inside a record whose own title bears the stamp."""
    texts = {"zh": zh}
    if en:
        texts["en"] = en
    return {"texts": texts}
