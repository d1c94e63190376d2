"""Choose the commands to type next, and say what each one does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from grader.cli.target import Target
    from grader.model import Finding, Report

Steps = list[tuple[str, str]]
_ALL = ("exercise", "submission", "exercises", "key")


def after_report(ctx: click.Context, report: Report, target: Target) -> Steps:
    """Say what to do with a report."""
    again = typed_again(ctx, "grade", *_ALL)
    if report.outcome == "fault":
        return [(f"GRADE_DEBUG=1 {again}", "says more about what failed")]
    if report.outcome == "passed" and (steps := _onwards(ctx, target)):
        return steps
    if report.untouched:
        return [(again, "after the change")]
    hint = [(typed_again(ctx, "grade hint", *_ALL), "gives a hint")] if with_hints(report) else []
    if report.outcome == "ungradable":
        return [*hint, (again, "after the change")]
    return [*hint, (f"{again} --format html", "draws what ran when, as a page")]


def after_hint(ctx: click.Context, finding: Finding, last: int, remembered: bool) -> Steps:
    """Say what to do with a hint.  last: the number of the last one shown."""
    again = (typed_again(ctx, "grade", *_ALL), "after the change")
    more = typed_again(ctx, "grade hint", *_ALL)
    if last < len(finding.hints):
        return [again, (more, "the next hint") if remembered else (f"{more} --all", "all hints")]
    return [again, (finding.docs, "the whole story, with an example")] if finding.docs else [again]


def without_hint(ctx: click.Context, report: Report, target: Target) -> Steps:
    """Say what to do where there is nothing to hint at."""
    again = typed_again(ctx, "grade", *_ALL)
    if report.outcome == "fault":
        return [(f"GRADE_DEBUG=1 {again}", "says more about what failed")]
    if report.outcome == "passed":
        return _onwards(ctx, target)
    if report.untouched:
        return [(typed_again(ctx, "grade show", "exercise", "exercises", "key"), "the task"),
                (again, "after the change")]  # fmt: skip
    if report.outcome == "ungradable":
        return [(again, "after the change")]
    return [(again, "shows what each check found")]


def with_hints(report: Report) -> Finding | None:
    """Return the first finding that has hints; a stub has none but its first step."""
    return next((one for one in report.findings if one.hints and not report.untouched), None)


def _onwards(ctx: click.Context, target: Target) -> Steps:
    following = target.following()
    options = typed_again(ctx, "", "exercises").strip()
    return [(f"grade show {following} {options}".rstrip(), "the next exercise")] if following else []


def typed_again(ctx: click.Context, command: str, *names: str) -> str:
    """Write a command with those of the named parameters that were typed."""
    import shlex

    words = [command]
    for param in ctx.command.params:
        typed = ctx.get_parameter_source(param.name or "") is click.core.ParameterSource.COMMANDLINE
        if typed and param.name in names:
            flag = [] if isinstance(param, click.Argument) else [param.opts[0]]
            words += [*flag, shlex.quote(str(ctx.params[param.name]))]
    return " ".join(words)
