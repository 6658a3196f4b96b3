"""Playing the steps of officials on bills."""

from app.bills import actions
from app.bills.models import BillKind, ShortGround, Stage
from app.bills.queries import get_draft
from seeds import steps
from seeds.stage import Stage as Scene


def content(draft: steps.ArticleDraft) -> actions.ArticleContent:
    """An article of a scenario as the action takes it."""
    return actions.ArticleContent(
        number=draft.number,
        text=draft.text,
        heading=draft.heading,
        chapter=draft.chapter,
        current_text=draft.current_text,
        explanation=draft.explanation,
        guide=draft.guide,
    )


def create_bill(scene: Scene, step: steps.CreateBill) -> None:
    """Prepare a bill with its articles and key questions."""
    session, official, draft, now = scene.session, scene.person(step), step.bill, step.at
    bill = actions.create_bill(
        session,
        official,
        scene.agency(draft.lead),
        slug=draft.slug,
        kind=BillKind(draft.kind),
        texts=actions.BillTexts(
            title=draft.title,
            summary=draft.summary,
            explanation=draft.explanation,
            guide=draft.guide,
            legal_basis=draft.legal_basis,
        ),
        co_leads=[scene.agency(slug) for slug in draft.co_leads],
        topics=draft.topics,
        note=draft.note,
        now=now,
    )
    session.flush()
    version = get_draft(session, bill)
    for article in draft.articles:
        actions.save_article(session, official, bill, version, content(article), now=now)
    actions.save_questions(session, official, bill, questions=draft.questions, now=now)
    terms = [actions.TermWords(term.term, term.meaning) for term in draft.terms]
    actions.save_terms(session, official, bill, terms, now=now)


def announce_bill(scene: Scene, step: steps.AnnounceBill) -> None:
    """Announce a bill."""
    actions.announce_bill(
        scene.session,
        scene.person(step),
        scene.bill(step.slug, step),
        first_day=step.first_day,
        last_day=step.last_day,
        short_ground=ShortGround(step.short_ground) if step.short_ground else None,
        justification=step.justification,
        asked_by=scene.named(step.asked_by) if step.asked_by else None,
        now=step.at,
    )


def extend_notice(scene: Scene, step: steps.ExtendNotice) -> None:
    """Extend a notice."""
    official, bill = scene.person(step), scene.bill(step.slug, step)
    actions.extend_notice(scene.session, official, bill, last_day=step.last_day, reason=step.reason, now=step.at)


def postpone_response(scene: Scene, step: steps.PostponeResponse) -> None:
    """Postpone a response."""
    official, bill = scene.person(step), scene.bill(step.slug, step)
    actions.postpone_response(scene.session, official, bill, due_day=step.due_day, reason=step.reason, now=step.at)


def publish_version(scene: Scene, step: steps.PublishVersion) -> None:
    """Draft a revised version and publish it."""
    session, official, bill, now = scene.session, scene.person(step), scene.bill(step.slug, step), step.at
    version = actions.start_new_version(session, official, bill, now=now)
    for key in step.deleted:
        actions.delete_article_from_draft(session, official, bill, version, scene.article(bill, key), now=now)
    for key, draft in step.changed.items():
        article = scene.article(bill, key)
        actions.save_article(session, official, bill, version, content(draft), article=article, now=now)
    for draft in step.added:
        actions.save_article(session, official, bill, version, content(draft), now=now)
    session.flush()
    actions.publish_version(session, official, bill, version, note=step.note, now=now)


def withdraw_bill(scene: Scene, step: steps.WithdrawBill) -> None:
    """Withdraw a bill."""
    official, asker, bill = scene.person(step), scene.named(step.asked_by), scene.bill(step.slug, step)
    actions.withdraw_bill(scene.session, official, bill, reason=step.reason, asked_by=asker, now=step.at)


def add_milestone(scene: Scene, step: steps.AddMilestone) -> None:
    """Record a stage that a bill reached."""
    actions.add_milestone(
        scene.session,
        scene.person(step),
        scene.bill(step.slug, step),
        stage=Stage(step.stage),
        day=step.day,
        note=step.note,
        source_url=step.source_url,
        source_label=step.source_label,
        now=step.at,
    )
