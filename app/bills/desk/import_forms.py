"""The shape of what officials send to import a draft: a file and its language. The file is read as the form is validated."""

import hashlib

from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import FileStorage
from wtforms import Field, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import StopValidation

from app.bills.importing import SUFFIXES, read_file
from app.bills.importing.limits import MOST_BYTES
from app.bills.outline import Outline
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.richtext import clean_line
from app.kernel.verdict import Refused
from app.kernel.web.forms import KeyedForm


class ImportForm(KeyedForm):
    """A file to read, and the language that it is in."""

    file = FileField(_l("File"), [FileRequired(_l("Choose a file."))])
    lang = RadioField(
        _l("Language of the file"),
        choices=[SelectChoice("zh-TW", _l("Chinese")), SelectChoice("en", _l("English"))],
        default="zh-TW",
    )
    outline: Outline
    accepts = ",".join(SUFFIXES)

    def validate_file(self, field: Field) -> None:
        """Read the file; the form's key is the file's too, so that another file under the same key is another act."""
        sent: FileStorage = field.data
        content = sent.stream.read(MOST_BYTES + 1)
        self.key.data = hashlib.sha256((self.key.data or "").encode() + content).hexdigest()
        try:
            self.outline = read_file(sent.filename or "", content)
        except Refused as refused:
            raise StopValidation(str(refused.reason.text)) from refused

    @property
    def file_name(self) -> str:
        """What the file is called, without the folders that some browsers tell."""
        name = clean_line(self.file.data.filename or "").replace("\\", "/").rpartition("/")[2]
        return name[-200:]
