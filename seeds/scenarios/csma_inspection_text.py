"""The main bill as noticed in January 2017: chapters I and II (articles 1 to 15), in paraphrase."""

from app.kernel.bilingual import Bilingual
from seeds.scenarios.drafting import article

GENERAL = Bilingual("第一章　總則", "Chapter I. General provisions")
GOVERNMENT = Bilingual(
    "第二章　公務機關資通安全管理",
    "Chapter II. Security management of government agencies",
)

ARTICLES_1_TO_15 = (
    article(
        "1",
        ("立法目的", "Purpose"),
        (
            """為健全資通安全之管理，使國家安全及民眾日常所賴之服務不因資通系統受損而中斷，特制定本法。""",
            """This Act is made to put the management of cyber security on a sound footing, so that neither
            national security nor the services people rely on every day are interrupted by damage to
            information systems.""",
        ),
        ("""明定立法目的。""", """States the purpose of the Act."""),
        chapter=GENERAL,
    ),
    article(
        "2",
        ("主管機關", "Competent authority"),
        (
            """本法之主管機關為行政院。

            各產業之監督，由各該中央目的事業主管機關為之。""",
            """The competent authority for this Act is the Executive Yuan.

            Each industry is supervised by its own central sector authority.""",
        ),
        (
            """明定主管機關，並說明行政院統籌、各部會就所管產業負責之分工。""",
            """Names the competent authority, and the division of work: the Executive Yuan coordinates, each
            ministry answers for its own industries.""",
        ),
        chapter=GENERAL,
    ),
    article(
        "3",
        ("用詞定義", "Definitions"),
        (
            """本法用詞，定義如下：
            一、資通系統：用以產生、傳遞、儲存或處理資訊之系統。
            二、資通安全：防止資通系統或其中之資訊遭未經許可之存取、竄改、洩漏、破壞或中斷。
            三、資通安全事件：資通系統、服務或網路之狀態，顯示安全措施可能失效或已受侵害者。
            四、公務機關：依法行使公權力之中央及地方機關，不含軍事及情報機關。
            五、關鍵基礎設施提供者：維運或提供關鍵基礎設施之全部或一部，其功能失靈將嚴重影響社會公共利益者。
            六、特定非公務機關：關鍵基礎設施提供者，及其他經中央目的事業主管機關認其資通系統對社會有重要影響
            之法人、團體或事業。""",
            """In this Act:
            1. Information system means a system that produces, conveys, stores or processes information.
            2. Cyber security means keeping an information system and what is in it from unauthorised access,
            alteration, disclosure, damage or interruption.
            3. Cyber security incident means a state of a system, service or network which shows that a
            safeguard may have failed or has been breached.
            4. Government agency means a central or local body that exercises public power under law,
            military and intelligence bodies excepted.
            5. Critical infrastructure provider means one who runs or supplies all or part of a critical
            infrastructure, the failure of which would seriously harm the public interest.
            6. Specific non-government agency means a critical infrastructure provider, and any other legal
            person, body or undertaking whose information systems a central sector authority considers to be
            of major importance to society.""",
        ),
        (
            """一、明定本法用詞定義。
            二、第六款除關鍵基礎設施提供者外，賦予中央目的事業主管機關認定之空間，以因應各產業樣態不
            一。""",
            """1. Defines the terms of the Act.
            2. Beyond critical infrastructure providers, subparagraph 6 leaves room for each sector authority
            to decide, since industries differ.""",
        ),
        chapter=GENERAL,
    ),
    article(
        "4",
        ("資源與推動", "Resources"),
        (
            """主管機關應提供資源，整合民間與產業力量，推動下列事項：
            一、資通安全專業人才之培育。
            二、資通安全科技之研發及產業之發展。
            三、資通安全軟硬體技術規範及驗證機制之建立。""",
            """The competent authority shall provide resources and join forces with society and industry to
            promote:
            1. the training of security professionals;
            2. research in security technology and the growth of the industry;
            3. technical standards for hardware and software, and a way to verify them.""",
        ),
        (
            """資通安全有賴人才、技術與標準，明定政府投入資源之方向。""",
            """Security rests on people, technology and standards; this sets out where public resources
            go.""",
        ),
        chapter=GENERAL,
    ),
    article(
        "5",
        ("政策規劃與公開報告", "Policy and public reports"),
        (
            """主管機關應規劃資通安全政策，並每年公布國家資通安全情勢及稽核概況之報告。

            前項報告不得揭露足以辨識個別受稽核者弱點之內容。""",
            """The competent authority shall plan security policy and publish, each year, a report on the
            national situation and on the audits carried out.

            The report shall not reveal anything by which the weaknesses of one audited body could be
            told.""",
        ),
        (
            """明定政策規劃權責及公開報告之義務，並兼顧受稽核者之安全。""",
            """Assigns policy planning and the duty to report in public, with regard to the safety of those
            audited.""",
        ),
        chapter=GENERAL,
    ),
    article(
        "6",
        ("委任、委託與保密", "Delegation and secrecy"),
        (
            """主管機關得將資通安全整體防護、演練、稽核及國際交流事務，委任或委託其他機關、法人或團體辦理。

            受委任或受委託者及其人員，對因辦理前項事務所知悉之秘密，應予保密。""",
            """The competent authority may entrust the work of overall protection, exercises, audits and
            international exchange to another agency, legal person or body.

            Those entrusted, and their staff, shall keep secret what they learn through that work.""",
        ),
        (
            """因應專業分工，明定得委託辦理之事務及受託者之保密義務。""",
            """Provides for specialised work to be entrusted, and binds those entrusted to secrecy.""",
        ),
        chapter=GENERAL,
    ),
    article(
        "7",
        ("資通安全責任等級及稽核", "Responsibility levels and audits"),
        (
            """主管機關應衡酌業務之重要性、資訊之機敏程度及系統之規模，訂定資通安全責任等級之分級。

            公務機關及特定非公務機關應依其等級，採取相當之防護措施。

            主管機關得稽核特定非公務機關資通安全維護計畫之實施情形。""",
            """The competent authority shall grade responsibility for security into levels, weighing the
            importance of the work, the sensitivity of the information and the size of the systems.

            Government agencies and specific non-government agencies shall take safeguards that match their
            level.

            The competent authority may audit how specific non-government agencies carry out their
            maintenance plans.""",
        ),
        (
            """以風險為基礎採分級管理，避免齊頭式要求；分級基準由主管機關定之。""",
            """Management follows risk and is graded, so that not all bear the same burden; the competent
            authority sets the criteria.""",
        ),
        chapter=GENERAL,
    ),
    article(
        "8",
        ("情資分享", "Intelligence sharing"),
        (
            """主管機關應建立資通安全情資分享機制。

            情資之範圍、分享之程序及其他應遵行事項，以辦法定之。""",
            """The competent authority shall set up a mechanism for sharing security intelligence.

            What is shared and how is left to a regulation.""",
        ),
        (
            """明定情資分享機制之法源。""",
            """Gives intelligence sharing its legal basis.""",
        ),
        chapter=GENERAL,
    ),
    article(
        "9",
        ("委外之監督", "Outsourcing"),
        (
            """公務機關或特定非公務機關委外建置、維運資通系統或提供資通服務時，應選任適當之受託者，並監督其資
            通安全之維護。""",
            """A government agency or specific non-government agency that outsources the building or running
            of a system, or a service, shall choose a suitable contractor and supervise how security is
            kept.""",
        ),
        (
            """委外不得使資通安全責任落空，爰明定選任及監督義務。""",
            """Outsourcing must not leave a gap in responsibility, hence the duty to choose and
            supervise.""",
        ),
        chapter=GENERAL,
    ),
    article(
        "10",
        ("公務機關之資通安全維護計畫", "Maintenance plan of government agencies"),
        (
            """公務機關應依其責任等級，訂定、修正及實施資通安全維護計畫。""",
            """A government agency shall make, revise and carry out a maintenance plan that fits its
            level.""",
        ),
        (
            """明定公務機關之維護計畫義務。""",
            """Requires government agencies to have a maintenance plan.""",
        ),
        chapter=GOVERNMENT,
    ),
    article(
        "11",
        ("資通安全長", "Security officer"),
        (
            """公務機關應置資通安全長，由機關首長指派副首長或適當人員兼任，負責推動及監督機關內資通安全事
            務。""",
            """A government agency shall have a security officer, a deputy head or other suitable person
            named by its head, to promote and oversee security within it.""",
        ),
        (
            """由具決策權限之人員統籌，使資通安全事務獲得必要之人力與經費。""",
            """Someone with the power to decide takes charge, so that security gets the people and money it
            needs.""",
        ),
        chapter=GOVERNMENT,
    ),
    article(
        "12",
        ("年度實施情形之提出", "Annual report"),
        (
            """公務機關應每年向上級或監督機關提出資通安全維護計畫之實施情形。""",
            """A government agency shall report each year to its superior or supervising agency how its plan
            was carried out.""",
        ),
        ("""明定定期提報義務。""", """Requires a yearly report."""),
        chapter=GOVERNMENT,
    ),
    article(
        "13",
        ("公務機關之稽核", "Audit of government agencies"),
        (
            """公務機關應稽核其所屬或監督之公務機關資通安全維護計畫之實施情形。

            受稽核者有缺失或待改善者，應提出改善報告。""",
            """A government agency shall audit how the agencies below it carry out their plans.

            An audited agency with deficiencies shall submit a report on how it will put them right.""",
        ),
        (
            """明定公務機關內部之稽核與改善。""",
            """Provides for audits within government and for improvement.""",
        ),
        chapter=GOVERNMENT,
    ),
    article(
        "14",
        ("公務機關之事件通報及應變", "Incidents in government agencies"),
        (
            """公務機關應訂定資通安全事件之通報及應變機制。

            知悉資通安全事件時，應通報上級或監督機關及主管機關，並提出調查、處理及改善報告。""",
            """A government agency shall have a way to report and respond to incidents.

            When it learns of an incident it shall report to its superior or supervising agency and to the
            competent authority, and submit a report on its inquiry, handling and improvement.""",
        ),
        (
            """明定公務機關之通報與應變義務。""",
            """Sets the duty of government agencies to report and respond.""",
        ),
        chapter=GOVERNMENT,
    ),
    article(
        "15",
        ("獎勵", "Rewards"),
        (
            """公務機關所屬人員對資通安全維護績效優良者，應予獎勵；其辦法由主管機關定之。""",
            """Staff of a government agency who serve its security well shall be rewarded, under a regulation
            of the competent authority.""",
        ),
        (
            """鼓勵公務人員落實資通安全。""",
            """Encourages public servants to take security seriously.""",
        ),
        chapter=GOVERNMENT,
    ),
)
