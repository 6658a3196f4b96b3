"""Playing the moderators' summary: one draft, its issues and recommendations with what they cite, and its publication."""

from app.summaries import actions
from seeds import steps
from seeds.stage import Stage


def publish_summary(stage: Stage, step: steps.PublishSummary) -> None:
    """Write a summary and publish it."""
    session, moderator, now = stage.session, stage.person(step), step.at
    draft = actions.open_draft(session, moderator, stage.bill(step.slug, step), now=now)
    actions.save_introduction(session, moderator, draft, step.introduction, revision=draft.revision, now=now)
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
    actions.publish_summary(session, moderator, draft, revision=draft.revision, now=now)
