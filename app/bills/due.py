"""Doing what was planned for an instant once it has come: the worker's part, each act in a transaction of its own."""

from flask import Flask

from app.bills.actions import do_next_due
from app.bills.queries_path import find_due
from app.kernel.clock import request_now
from app.kernel.db import Database


def do_due_acts(app: Flask) -> int:
    """Do the acts whose time has come; return how many there were. Nothing is written while there is none."""
    db: Database = app.extensions["gongyi.db"]
    done = 0
    while True:
        with app.app_context():
            with db.readers() as session:
                if find_due(session, request_now()) is None:
                    return done
            with db.writers() as session:
                done += do_next_due(session, request_now())
                session.commit()
