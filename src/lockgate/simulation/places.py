"""The countries of the world, how much of the trade goes to each, and the syllables that invented names are made of.

Weights are assumed near the reported magnet exports of mid-2025: the European Union 38 %, Germany 20 %, the United
States 11 %, India 7 % of the total in July; Korea 15 %, Viet Nam 8 % and Japan 4 % in September.
"""

from __future__ import annotations

from typing import NamedTuple


class Country(NamedTuple):
    """A country: its share of the consignees, the family of its invented names, and how its firms end."""

    code: str
    weight: float
    speech: str
    legal_form: str


COUNTRIES = {
    country.code: country
    for country in (
        Country("DE", 0.200, "german", "GmbH"),
        Country("IT", 0.030, "romance", "S.p.A."),
        Country("FR", 0.025, "romance", "S.A.S."),
        Country("ES", 0.020, "romance", "S.L."),
        Country("PL", 0.020, "slavic", "Sp. z o.o."),
        Country("NL", 0.020, "german", "B.V."),
        Country("CZ", 0.020, "slavic", "s.r.o."),
        Country("HU", 0.020, "slavic", "Kft."),
        Country("AT", 0.012, "german", "GmbH"),
        Country("RO", 0.012, "romance", "S.R.L."),
        Country("SK", 0.012, "slavic", "s.r.o."),
        Country("SE", 0.010, "nordic", "AB"),
        Country("DK", 0.008, "nordic", "ApS"),
        Country("FI", 0.006, "nordic", "Oy"),
        Country("PT", 0.005, "romance", "Lda."),
        Country("GB", 0.020, "english", "Ltd"),
        Country("CH", 0.015, "german", "AG"),
        Country("TR", 0.020, "turkish", "A.S."),
        Country("US", 0.100, "english", "Inc."),
        Country("CA", 0.015, "english", "Ltd"),
        Country("MX", 0.030, "romance", "S.A. de C.V."),
        Country("BR", 0.020, "romance", "Ltda."),
        Country("KR", 0.130, "korean", "Co., Ltd."),
        Country("VN", 0.070, "vietnamese", "JSC"),
        Country("IN", 0.060, "indian", "Pvt. Ltd."),
        Country("JP", 0.050, "japanese", "K.K."),
        Country("TH", 0.030, "malay", "Co., Ltd."),
        Country("MY", 0.010, "malay", "Sdn. Bhd."),
        Country("ID", 0.010, "malay", "PT"),
    )
}
HOME = Country("CN", 0.0, "chinese", "Co., Ltd.")
EUROPEAN_UNION = frozenset(["DE", "IT", "FR", "ES", "PL", "NL", "CZ", "HU", "AT", "RO", "SK", "SE", "DK", "FI", "PT"])
SLOW = frozenset(["US", "IN"])
"""Where goods were slower: end users in the United States, or goods through India (CLEPA, 2025-06-30)."""
CUSTOMS_OFFICES = ("Ningbo", "Shanghai", "Tianjin", "Qingdao", "Shenzhen", "Xiamen")

SYLLABLES = {
    "german": (
        "arl brem dorn elw fasl gorm hulv imm jost kelm lurz morv nesk orl pasch quer rusk selv tolm ulv wesp zern",
        "enbruck idingen enfehn egau ishagen enkamp elauf emoor enrode enstett entrup iwick",
    ),
    "romance": (
        "albr bard corv dalm erv farn gavr lor marv nerv olm prav quir rosc salv tarv urb valm vesc zar",
        "ante essano igliano ona urezza eto alonga inola entera otto aviva ezio",
    ),
    "slavic": (
        "brez chold drav hrom jast krud lubr mork nov olsh prask rad skorn trub ustr velk zab zhel",
        "anec ovka inov ice ekov ava uchov itz ynec oslav",
    ),
    "nordic": (
        "alk bjar dals elg fjor grun hald isk kvas lund mols nor rov skar tov ulv vag yst",
        "arvik ebro edal holt eskog elv anäs orp esund evall",
    ),
    "english": (
        "ash brack cald dun elms fen gren hart kirn lang mar nort ox penn quill rush stan thorn wend yarl",
        "erby inford emoor icombe owick ermere atch eholt inshaw esgate",
    ),
    "turkish": (
        "akb bel cav dem er gol hal ilg kar mer nar or sar tek ul yal zer",
        "ağan asun endere ikoy ortak ulca ermen adağ",
    ),
    "korean": (
        "baek chang dae eun gyeo hwa in jeo keum myeo nam ok pyeo san tae ul won yeo",
        "lsongdan rimho nhaeng mgokri kdulsan nwolgu ngbatul",
    ),
    "vietnamese": (
        "an binh cham dong gia hoa khe lam minh nhon phu quy son tam uyen vinh xuan yen",
        "luongdo trachnai bangson khuclam dienha tranvi",
    ),
    "indian": (
        "ant bhar chand dev gop har jas kal lok man nav pral rach sum tar ud vish yam",
        "agarhi elpuram isnagri opalli anavadi uriwala ettam",
    ),
    "japanese": (
        "aka fuka hino iwa kuro mina naga oto sai taka ueno waka yama tsuru hoshi kiri",
        "bebashi norisaki mutsuno gatomi zurahama nekawara wasugo",
    ),
    "malay": (
        "amp bal cer dur gem jel kam lam mer nil pan ramb sel tem ul wang",
        "ongbaru atkuning elanjar ukrimba isemak angsari",
    ),
    "chinese": (
        "bao chang deng fu guo heng jia kang lian ming ning qiao rong shun tong wei xin yan zhao",
        "lumeng qianshu xiuhan zhuoli fengbei yuntiao haoling songze weiruan beiluan dongrui gaoxun jinpo kuiwan",
    ),
}
"""Beginnings and endings that make words which sound of a place and name none that we know."""
