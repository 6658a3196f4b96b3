"""Playing the moderators' summary: one draft, its issues and recommendations with what they cite, and its publication by two."""

from datetime import datetime

from app.accounts.models import Person
from app.summaries import actions
from app.summaries.map.quoting import choose_passage
from app.summaries.models import Issue, Side, Summary
from app.summaries.objections import actions as objecting
from app.summaries.objections.queries import find_latest_cited
from app.summaries.signing import actions as signing
from seeds import steps
from seeds.stage import Stage


def publish_summary(stage: Stage, step: steps.PublishSummary) -> None:
    """Write a summary, declare it ready, and have another moderator sign it."""
    session, moderator, now = stage.session, stage.person(step), step.at
    draft = actions.open_draft(session, moderator, stage.bill(step.slug, step), now=now)
    actions.save_introduction(
        session, moderator, draft, step.introduction, revision=draft.introduction_revision, now=now
    )
    issues = []
    for said in step.issues:
        words = actions.IssueWords(
            title=said.title,
            statement=said.statement,
            position_for=said.position_for,
            position_against=said.position_against,
        )
        issues.append(actions.add_issue(session, moderator, draft, words, now=now))
        session.flush()
        cited = [stage.comments[ref] for ref in said.cites]
        actions.cite_comments(session, moderator, draft, issues[-1], cited, now=now)
        _take_sides(stage, moderator, draft, issues[-1], said, now)
    for asked in step.recommendations:
        recommendation = actions.add_recommendation(
            session,
            moderator,
            draft,
            actions.RecommendationWords(text=asked.text, rationale=asked.rationale),
            issue=issues[asked.issue - 1],
            now=now,
        )
        session.flush()
        cited = [stage.comments[ref] for ref in asked.cites]
        actions.cite_comments(session, moderator, draft, recommendation, cited, now=now)
    session.flush()
    signing.propose_summary(session, moderator, draft, revision=draft.revision, now=now)
    signer = stage.named(step.signed_by)
    signing.sign_summary(session, signer, draft, revision=draft.revision, now=now)


def object_to_summary(stage: Stage, step: steps.ObjectToSummary) -> None:
    """Object to how the latest summary reads a comment."""
    session, comment = stage.session, stage.comment(step.ref, step)
    latest, _is_cited = find_latest_cited(session, comment)
    version = latest.number if latest else 0
    objecting.object_to_summary(session, stage.person(step), comment, words=step.words, version=version, now=step.at)


def _take_sides(
    stage: Stage, moderator: Person, draft: Summary, issue: Issue, said: steps.IssueDraft, now: datetime
) -> None:
    """Put what an issue cites on its side, and quote the passages that were chosen."""
    for side, refs in ((Side.FOR, said.for_it), (Side.AGAINST, said.against)):
        if refs:
            ids = [stage.comments[ref] for ref in refs]
            actions.cite_comments(stage.session, moderator, draft, issue, ids, side=side, now=now)
    stage.session.flush()
    for ref, words in said.passages.items():
        citation = next(c for c in issue.citations if c.comment_id == stage.comments[ref])
        choose_passage(stage.session, moderator, draft, citation, words, now=now)
