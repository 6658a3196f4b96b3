"""A version as an Akoma Ntoso 3.0 bill, and back."""

from app.bills.exporting.akomantoso.reading import read_akomantoso
from app.bills.exporting.akomantoso.writing import NAMESPACE, write_akomantoso

__all__ = ["NAMESPACE", "read_akomantoso", "write_akomantoso"]
