"""Product pictures, drawn by ourselves: a flat sign for a kind of goods on a soft gradient."""

SHADES = (
    ("#8fb8de", "#5b83b8"),
    ("#9ad1c0", "#5c9f92"),
    ("#e8cfa9", "#c39a6b"),
    ("#f0a6a0", "#c96f76"),
    ("#d8c48e", "#a58a55"),
    ("#7a86b8", "#46517f"),
    ("#b4c0d0", "#7d8ba1"),
    ("#8ccbe0", "#4f93b3"),
    ("#e6cf7a", "#bf9d3c"),
    ("#a8c99a", "#6c9a6a"),
    ("#9aa3b0", "#636d7d"),
    ("#a9dbe3", "#64a7b5"),
    ("#dcae85", "#b07a52"),
    ("#d3b48c", "#9c7a54"),
    ("#c7a9d9", "#8f6fae"),
    ("#86a5b5", "#4f7082"),
)

# On a field of 120 × 120: f white, d dark, l a white line, s a dark one.
SIGNS = {
    "mobile_phone": '<rect class="f" x="38" y="18" width="44" height="84" rx="8"/>'
    '<rect class="d" x="43" y="28" width="34" height="60" rx="2"/><circle class="d" cx="60" cy="95" r="3"/>',
    "computer": '<rect class="f" x="28" y="32" width="64" height="44" rx="5"/>'
    '<rect class="d" x="33" y="37" width="54" height="34" rx="2"/><path class="f" d="M18 80h84l-6 10H24z"/>',
    "home_appliance": '<rect class="f" x="34" y="20" width="52" height="80" rx="6"/>'
    '<circle class="d" cx="60" cy="66" r="20"/><circle class="f" cx="60" cy="66" r="11"/>'
    '<circle class="d" cx="43" cy="31" r="3"/><circle class="d" cx="53" cy="31" r="3"/>',
    "small_electronics": '<path class="l" d="M34 70V60a26 26 0 0 1 52 0v10"/>'
    '<rect class="f" x="27" y="66" width="16" height="28" rx="7"/>'
    '<rect class="f" x="77" y="66" width="16" height="28" rx="7"/>',
    "clothing": '<path class="f" d="M45 26l-25 14 9 20 11-5v39h40V55l11 5 9-20-25-14c-4 9-26 9-30 0z"/>',
    "shoes_bags": '<path class="f" d="M22 78c0-10 2-22 6-30 6 8 16 6 22 0l18 18c6 6 30 4 30 16v8H22z"/>'
    '<path class="d" d="M22 84h76v6H22z"/>',
    "food_packaged": '<path class="f" d="M38 30h44l4 66H34z"/><path class="f" d="M36 20h48v8H36z"/>'
    '<ellipse class="d" cx="60" cy="64" rx="14" ry="18"/>',
    "food_fresh": '<path class="f" '
    'd="M60 100c-18-8-30-26-30-42 0-14 16-18 30-10 14-8 30-4 30 10 0 16-12 34-30 42z"/>'
    '<path class="l" d="M60 46c0-10 4-18 12-22"/><circle class="d" cx="50" cy="64" r="2.5"/>'
    '<circle class="d" cx="62" cy="74" r="2.5"/><circle class="d" cx="72" cy="62" r="2.5"/>',
    "cosmetics": '<rect class="f" x="42" y="50" width="36" height="50" rx="7"/>'
    '<rect class="f" x="52" y="34" width="16" height="14"/><path class="l" d="M60 34V20"/>'
    '<rect class="d" x="42" y="66" width="36" height="14"/>',
    "medical": '<rect class="f" x="26" y="30" width="68" height="60" rx="10"/>'
    '<path class="d" d="M54 44h12v10h10v12H66v10H54V66H44V54h10z"/>',
    "books": '<path class="f" '
    'd="M60 34c-10-8-24-9-36-6v58c12-3 26-2 36 6 10-8 24-9 36-6V28c-12-3-26-2-36 6z"/>'
    '<path class="s" d="M60 36v54"/>',
    "audio_video": '<circle class="f" cx="60" cy="60" r="38"/><circle class="d" cx="60" cy="60" r="13"/>'
    '<circle class="f" cx="60" cy="60" r="4"/><path class="s" d="M36 60a24 24 0 0 1 24-24"/>',
    "virtual": '<path class="f" d="M40 88a20 20 0 0 1-2-40 26 26 0 0 1 50 6 17 17 0 0 1-4 34z"/>'
    '<path class="s" d="M60 56v22m-9-9l9 9 9-9"/>',
    "furniture": '<path class="f" d="M20 42h80v10H20z"/><path class="f" d="M26 52h8v44h-8zM86 52h8v44h-8z"/>'
    '<path class="f" d="M60 52h26v18H60z"/><circle class="d" cx="73" cy="61" r="2.5"/>',
    "home_textile": '<path class="f" d="M22 62c0-6 4-9 9-9h58c5 0 9 3 9 9v24H22z"/>'
    '<rect class="f" x="32" y="36" width="24" height="15" rx="5"/>'
    '<rect class="f" x="64" y="36" width="24" height="15" rx="5"/><path class="d" d="M22 66h76v5H22z"/>',
    "household": '<rect class="f" x="28" y="46" width="64" height="44" rx="8"/>'
    '<rect class="f" x="24" y="34" width="72" height="10" rx="4"/><path class="s" d="M40 68h40"/>',
    "toys": '<rect class="f" x="26" y="60" width="34" height="32" rx="3"/>'
    '<rect class="f" x="64" y="60" width="32" height="32" rx="3"/>'
    '<rect class="f" x="44" y="28" width="34" height="30" rx="3"/>'
    '<circle class="d" cx="61" cy="43" r="5"/><circle class="d" cx="43" cy="76" r="5"/>'
    '<circle class="d" cx="80" cy="76" r="5"/>',
    "jewellery": '<circle class="l" cx="60" cy="74" r="24"/><path class="f" d="M60 48L46 34l6-10h16l6 10z"/>',
    "custom_made": '<path class="f" d="M88 20l12 12-44 44-14 2 2-14z"/>'
    '<path class="l" d="M24 94c12-8 20 6 32-2"/>',
    "baby": '<path class="f" d="M24 42h72c0 30-14 48-36 48S24 72 24 42z"/>'
    '<path class="d" d="M24 42h72v9H24z"/>'
    '<circle class="d" cx="60" cy="66" r="5"/>',
    "sports": '<circle class="f" cx="34" cy="72" r="18"/><circle class="d" cx="34" cy="72" r="8"/>'
    '<path class="f" d="M34 82h66v8H34z"/><path class="l" d="M44 40h44"/>',
    "kettle": '<path class="f" d="M40 46h38l8 54H32z"/><path class="f" d="M52 36h14v8H52z"/>'
    '<path class="l" d="M82 52c18-2 18 32 2 32"/><path class="f" d="M40 50l-16-8 12 24z"/>',
    "power_bank": '<rect class="f" x="36" y="26" width="48" height="68" rx="9"/>'
    '<path class="d" d="M62 40L46 64h12l-4 18 18-26H60z"/>',
    "fridge": '<rect class="f" x="36" y="16" width="48" height="86" rx="6"/>'
    '<path class="d" d="M36 50h48v3H36zM74 30h4v14h-4zM74 60h4v20h-4z"/>',
    "backpack": '<path class="l" d="M48 34c0-16 24-16 24 0"/>'
    '<path class="f" d="M34 52c0-12 10-20 26-20s26 8 26 20v44H34z"/>'
    '<rect class="d" x="44" y="62" width="32" height="22" rx="5"/><path class="f" d="M44 70h32v3H44z"/>',
    "fish": '<path class="f" d="M18 62c14-24 48-26 64-4l18-16v40L82 66c-16 22-50 20-64-4z"/>'
    '<circle class="d" cx="38" cy="58" r="4"/><path class="s" d="M54 50c6 8 6 16 0 24"/>',
    "oil": '<path class="f" d="M52 18h16v18c10 6 14 12 14 22v42H38V58c0-10 4-16 14-22z"/>'
    '<path class="d" d="M60 60c8 10 10 14 10 19a10 10 0 0 1-20 0c0-5 2-9 10-19z"/>',
    "lipstick": '<path class="f" d="M48 52V32l24-12v32z"/>'
    '<rect class="f" x="44" y="56" width="32" height="16"/>'
    '<rect class="d" x="40" y="72" width="40" height="28" rx="3"/>',
    "auto_parts": '<path class="f" d="M24 70l8-22c2-5 5-7 10-7h36c5 0 8 2 10 7l8 22v20H82v-8H38v8H24z"/>'
    '<circle class="d" cx="38" cy="72" r="5"/><circle class="d" cx="82" cy="72" r="5"/>'
    '<path class="d" d="M38 48h44l4 12H34z"/>',
}

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120" width="480" height="480" role="img">'
    '<defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1">'
    '<stop offset="0" stop-color="{light}"/><stop offset="1" stop-color="{dark}"/></linearGradient></defs>'
    "<style>.f{{fill:#fff}}.d{{fill:{dark}}}.l,.s{{fill:none;stroke-width:6;stroke-linecap:round;"
    "stroke-linejoin:round}}.l{{stroke:#fff}}.s{{stroke:{dark};stroke-width:3}}</style>"
    '<rect width="120" height="120" fill="url(#g)"/>'
    '<circle cx="98" cy="18" r="34" fill="#fff" opacity=".12"/>'
    '<circle cx="14" cy="112" r="42" fill="#fff" opacity=".1"/>{sign}</svg>'
)


def picture_name(sign: str, shade: int) -> str:
    """The file name of a picture: `clothing-3`."""
    return f"{sign}-{shade}"


def find_picture(name: str) -> str | None:
    """The SVG of a picture by its name, or None for a name that was never given."""
    sign, _, shade = name.rpartition("-")
    if sign not in SIGNS or shade not in {str(number) for number in range(len(SHADES))}:
        return None
    light, dark = SHADES[int(shade)]
    return PICTURE.format(light=light, dark=dark, sign=SIGNS[sign])
