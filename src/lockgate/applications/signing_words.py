"""The sentences of the end user's page, language by language. Pure.

The statement itself is signed in English, as it stands; in another language its undertaking is told beside it, so that
whoever signs knows what is signed. A language that lacks a sentence fails the tests.
"""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = {"en": "English", "zh": "中文"}

SENTENCES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "Sign an end-use statement",
        "who_asks": "asks you to sign the statement below, for",
        "why": "A licence to export these goods to you is being asked for. The authority wants to know from you, "
        "the end user, what they are for. You need no account.",
        "what": "What is signed",
        "language": "",
        "undertaking": "",
        "check": "Read it whole. If something is wrong, do not sign: tell the exporter, who corrects it and sends "
        "you another link.",
        "sign": "Sign",
        "signer_name": "Your name",
        "signer_position": "Your position",
        "position_hint": "For example: head of purchasing.",
        "act": "Sign this statement",
        "once": "It can be signed once and not changed afterwards. Your name, your position and the time become part "
        "of it.",
        "open_until": "The link can be used until",
        "day_format": "j F Y",
        "signed": "This statement is signed",
        "thanks": "There is nothing more to do. Keep a copy: print this page, or save it.",
        "digest": "SHA-256 of what was signed",
        "error": "Error",
        "problem": "There is a problem",
        "fault_signer_name": "Write your name, in up to 200 characters.",
        "fault_signer_position": "Write your position, in up to 200 characters.",
        "closed": "This statement cannot be opened",
        "expired": "This link has expired, or a newer one took its place. Ask the exporter for a new one.",
        "lapsed": "The application was changed after this link was made, so there is nothing to sign by it. Ask the "
        "exporter for a new link.",
        "unknown": "This link opens nothing. Copy it whole from the message that it came with.",
        "withdrawn": "The application was withdrawn, so there is nothing to sign any more.",
        "in_other": "In another language",
        "skip": "Skip to the content",
        "footer": "You see nothing here but the statement that you were asked for.",
    },
    "zh": {
        "title": "签署最终用途声明",
        "who_asks": "请您签署以下声明，受理机关：",
        "why": "出口商正在申请向贵方出口这些货物的许可证。主管机关需要由最终用户说明货物的用途。您无需注册账户。",
        "what": "签署的内容",
        "language": "声明以英文签署，以英文文本为准。其中的承诺译文如下，仅供参考：",
        "undertaking": "我方声明：以上内容就我方所知真实、完整。我方将仅把货物用于上述最终用途，不作他用；"
        "不违反许可证条件转让货物或将其运往其他国家。我方知悉主管机关以本声明为依据。",
        "check": "请完整阅读。如有错误，请勿签署：请告知出口商，由其更正后另发链接。",
        "sign": "签署",
        "signer_name": "您的姓名",
        "signer_position": "您的职务",
        "position_hint": "例如：采购部经理。",
        "act": "签署本声明",
        "once": "只能签署一次，签署后不可更改。您的姓名、职务和签署时间将成为声明的一部分。",
        "open_until": "链接有效期至",
        "day_format": "Y年n月j日",
        "signed": "本声明已签署",
        "thanks": "无需再作任何操作。请打印或保存本页留存。",
        "digest": "签署内容的 SHA-256",
        "error": "错误",
        "problem": "填写有误",
        "fault_signer_name": "请填写姓名，不超过200个字符。",
        "fault_signer_position": "请填写职务，不超过200个字符。",
        "closed": "无法打开此声明",
        "expired": "此链接已过期，或已被新链接取代。请向出口商索取新链接。",
        "lapsed": "此链接生成后申请已被修改，因此无法据此签署。请向出口商索取新链接。",
        "unknown": "此链接无效。请从收到的消息中完整复制链接。",
        "withdrawn": "该申请已撤回，无需再签署。",
        "in_other": "其他语言",
        "skip": "跳至正文",
        "footer": "此页面仅显示请您签署的声明。",
    },
}


def language_of(asked: str) -> str:
    """Return the language asked for where the page has it, else English."""
    return asked if asked in LANGUAGES else "en"
