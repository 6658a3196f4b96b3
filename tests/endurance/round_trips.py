"""Drafts there and back at full size: Word files, Markdown and Akoma Ntoso, made and read by the tests of the suite."""

from tests.bills.exporting.test_akomantoso import test_drafts_come_back_from_valid_files  # noqa: F401
from tests.bills.exporting.test_docx import test_chinese_drafts_come_back, test_english_drafts_come_back  # noqa: F401
from tests.bills.exporting.test_markdown import test_drafts_come_back  # noqa: F401
