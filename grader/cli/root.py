"""The command `grade` itself: sub-commands loaded on use, and a default one for `grade EXERCISE`.

The tables below hold what `grade --help` shows of each command, so that help and completion
import none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from grader import __version__
from grader.cli.ends import USAGE, exit_codes

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

DEFAULT = "grade"

SECTIONS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "Work on exercises": {
        "start": ("grader.cli.start:start", "Lay the course out in a folder of your own."),
        "list": ("grader.cli.list:list_exercises", "List the exercises."),
        "show": ("grader.cli.show:show", "Show an exercise's task and its points."),
        "hint": ("grader.cli.hint:hint", "Give one hint; again, the next one."),
        "explain": (
            "grader.cli.explain:explain",
            "Explain a rule: what is believed, what is so, an example.",
        ),
        "rules": ("grader.cli.rules:rules", "List the rules: the mistakes that reports can name."),
        "trace": ("grader.cli.trace:trace", "Run an asyncio program and draw what its tasks did."),
    },
    "Grade a course": {
        "batch": ("grader.cli.batch:batch", "Grade a whole course: a folder or an export of a platform."),
        "gradebook": (
            "grader.cli.gradebook:gradebook",
            "Fill the scores of a batch into a platform's gradebook.",
        ),
        "formats": (
            "grader.cli.formats:formats",
            "List the formats of `--to`, of `grade batch` and `grade gradebook`.",
        ),
        "export": ("grader.cli.export:export", "Make what a platform needs to grade an exercise."),
        "pack": ("grader.cli.pack:pack", "Pack a course for its learners."),
        "doctor": (
            "grader.cli.doctor:doctor",
            "Show how well answers are kept in here, and how to do better.",
        ),
    },
    "Make exercises": {
        "new": ("grader.cli.new:new", "Make a new exercise, ready to edit."),
        "verify": (
            "grader.cli.verify:verify",
            "Prove exercises: every answer of the key, every check, every text.",
        ),
        "mutate": (
            "grader.cli.mutate:mutate",
            "Make wrong answers from right ones; show which a suite misses.",
        ),
    },
}
"""Every command by who it is for: where it is, and what help shows of it."""

COMMANDS: Mapping[str, tuple[str, str]] = {
    name: command for section in SECTIONS.values() for name, command in section.items()
}


class Root(click.Group):
    """A group whose unknown first word is an exercise: `grade exercise-02` is `grade grade exercise-02`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = "grader.cli.grade:grade" if cmd_name == DEFAULT else COMMANDS.get(cmd_name, ("", ""))[0]
        if not place:
            return None
        module, _, name = place.partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args and not ctx.resilient_parsing:
            # A script whose variable is empty must not take this for a pass.
            click.echo(ctx.get_help())
            ctx.exit(USAGE)
        own = {option for param in self.get_params(ctx) for option in param.opts}
        if args and args[0] not in own and args[0] not in COMMANDS:
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        with exit_codes():
            return super().invoke(ctx)

    # ---- help and completion: the default command's options and exercises belong to both ----

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return ["EXERCISE [OPTIONS]"]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_usage(ctx, formatter)
        formatter.write_usage(ctx.command_path, "COMMAND [ARGS]...", prefix=" " * len("Usage: "))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with self._default(ctx) as sub:
            ours = [
                param.get_help_record(sub) for param in sub.command.params if isinstance(param, click.Option)
            ]
            theirs = [param.get_help_record(ctx) for param in self.get_params(ctx)]
        with formatter.section("Options"):
            formatter.write_dl([record for record in (*ours, *theirs) if record])
        for title, commands in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name, text) for name, (_, text) in commands.items()], col_max=12)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        with self._default(ctx) as sub:
            if incomplete.startswith("-"):
                theirs = sub.command.shell_complete(sub, incomplete)
                ours = click.Command.shell_complete(self, ctx, incomplete)
                return [
                    *theirs,
                    *(item for item in ours if item.value not in {known.value for known in theirs}),
                ]
            exercises = sub.command.params[0].shell_complete(sub, incomplete)
        commands = [CompletionItem(name, help=text) for name, (_, text) in COMMANDS.items()]
        return exercises + [item for item in commands if item.value.startswith(incomplete)]

    def _default(self, ctx: click.Context) -> click.Context:
        command = self.get_command(ctx, DEFAULT)
        assert command is not None
        return command.make_context(DEFAULT, [], parent=ctx, resilient_parsing=True)


@click.command(
    cls=Root,
    name="grade",
    epilog="Exit codes: 0 all passed, 1 not all passed, 2 wrong usage, 3 isolation not to be had, "
    "4 the grader itself failed.",
)
@click.version_option(__version__, prog_name="grade")
def root() -> None:
    """Grade asyncio exercises, and show what their tasks did."""
