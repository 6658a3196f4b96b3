"""What people send to this room."""

from app.kernel.web.forms import Form, Mark


class ReadForm(Form):
    """That notices were read, up to the newest one that the page showed."""

    newest = Mark()
