"""The main bill's discussion of article 18: how those who wanted it otherwise would have written it."""

from seeds.scenarios.csma_inspection_text_18 import ARTICLES_16_TO_23
from seeds.scenarios.drafting import Wordings, rewrite

_TEXT = next(article.text for article in ARTICLES_16_TO_23 if article.number == "18")

WORDINGS: Wordings = {
    "steps-first": rewrite(
        _TEXT.zh,
        ("認有必要時，得派員", "認有必要時，得以書面載明事由、範圍、日期及人員，派員"),
        ("有重大缺失。", "有重大缺失，經書面命其限期說明或補正，屆期仍未辦理。"),
    ),
    "deficiency-list": """
        一、經稽核發現核心系統未設應有之控制措施、明知有缺失而逾期不改善，或提供不實之紀錄。
    """,
    "accompanied": rewrite(
        _TEXT.en,
        ("may send staff to enter", "may send staff, accompanied by an expert who is independent of it, to enter"),
    ),
    "production-line": """
        一、檢視與該缺失或事件有關之場所、設備及資通系統；但不得對運作中之系統為主動掃描或外接設備，有驗證必要者，由受檢查者之人員操作。
    """,
    "controls-not-secrets": """
        In doing so the inspectors may establish these alone:
        1. whether the security mechanisms work as intended;
        2. whether the certificates of systems and of people are valid;
        3. whether the contracts with security vendors meet the standard, prices blacked out;
        4. whether internal policies and operating procedures are carried out.
    """,
    "contract-prices": """
        二、要求受檢查者或其人員說明，並提供下列資料：
        （一）資通安全維護計畫及其實施紀錄。
        （二）事件之通報、應變及改善紀錄。
        （三）與資通安全有關之委外契約；其與資通安全無關之部分，得予遮蔽。
    """,
    "secrecy-no-teeth": """
        Inspectors shall show their credentials, and owe secrecy about what they learn through the inspection.
        Copies shall be listed and receipted, and destroyed or returned within six months unless a case is pending.
    """,
}
