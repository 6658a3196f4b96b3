"""How some who spoke on audits and information sharing would have written articles 8 and 9."""

from seeds.scenarios.drafting import Wordings

WORDINGS: Wordings = {
    "weight": """
        The competent authority shall set up a mechanism for sharing security intelligence, to receive and analyse what
        government agencies and specific non-government agencies provide, and to pass it on within 24 hours of receipt.

        What is shared, in what form and how is left to a regulation.
    """,
    "one-way": """
        主管機關應建立資通安全情資分享機制，接收、分析並分享公務機關及特定非公務機關提供之情資；高風險情資應於二十四小時內，其他情資應於七日內分享。
    """,
    "audit-forms": """
        前項稽核，應就下列事項為之；其他機關已為同一事項之查核者，應採認其結果：
        一、維護計畫之訂定及落實。
        二、前次稽核缺失之改善。
        三、委外之監督。
    """,
}
