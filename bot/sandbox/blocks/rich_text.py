"""The shape of `rich_text`: sections, lists, quotes and preformatted text, and what stands in them.

Source: Slack's reference of the rich text block.
"""

from bot.sandbox.blocks.rules import (
    Rule,
    by_type,
    one_of,
    several,
    shape,
    whole,
    words,
    yes_or_no,
)

MOST_PARTS = 10_000

_STYLES = ("bold", "italic", "strike", "code", "underline", "highlight", "unlink")
STYLE = shape({}, dict.fromkeys(_STYLES, yes_or_no))


def _part(**needed: Rule) -> Rule:
    return shape(needed, {"style": STYLE})


_TEXT = shape({"text": words(40_000, 1)}, {"style": STYLE})
_LINK = shape(
    {"url": words(3000, 1)}, {"text": words(40_000, 1), "unsafe": yes_or_no, "style": STYLE}
)
PARTS: dict[str, Rule] = {
    "text": _TEXT,
    "link": _LINK,
    "emoji": shape(
        {"name": words(100, 1)},
        {"unicode": words(100), "skin_tone": whole(1, 6), "style": STYLE},
    ),
    "user": _part(user_id=words(20, 1)),
    "channel": _part(channel_id=words(20, 1)),
    "usergroup": _part(usergroup_id=words(20, 1)),
    "team": _part(team_id=words(20, 1)),
    "broadcast": _part(range=one_of("here", "channel", "everyone")),
    "color": _part(value=words(7, 7)),
    "date": shape(
        {"timestamp": whole(0, 10**11), "format": words(1000, 1)},
        {"url": words(3000, 1), "fallback": words(1000), "style": STYLE},
    ),
}
_INLINE = several(by_type(PARTS), 0, MOST_PARTS)
SECTION = shape({"elements": _INLINE}, {})
_BORDER = whole(0, 1)

RICH_TEXT = shape(
    {
        "elements": several(
            by_type(
                {
                    "rich_text_section": SECTION,
                    "rich_text_quote": shape({"elements": _INLINE}, {"border": _BORDER}),
                    "rich_text_preformatted": shape(
                        {"elements": several(by_type({"text": _TEXT, "link": _LINK}), 0, 1000)},
                        {"border": _BORDER, "language": words(50)},
                    ),
                    "rich_text_list": shape(
                        {
                            "style": one_of("bullet", "ordered"),
                            "elements": several(by_type({"rich_text_section": SECTION}), 1, 1000),
                        },
                        {"indent": whole(0, 8), "offset": whole(0, 10_000), "border": _BORDER},
                    ),
                }
            ),
            1,
            MOST_PARTS,
        )
    },
    {"block_id": words(255)},
)
