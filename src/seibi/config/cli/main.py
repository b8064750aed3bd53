"""`seibi`: every command of an installation. Each imports what it needs when it is called."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Seibi runs the after-sales day of a car dealer.",
)
importing = typer.Typer(no_args_is_help=True, help="Read facts from outside into the database.")
app.add_typer(importing, name="import")

Port = Annotated[int, typer.Option(help="Where it listens; another is taken if it is in use.")]
Host = Annotated[str, typer.Option(help="0.0.0.0 to be reached from other machines.")]
Speed = Annotated[
    float, typer.Option(help="How many times as fast as the wall the demo's clock runs.")
]


@app.command()
def up(port: Port = 8000, host: Host = "127.0.0.1") -> None:
    """Run everything on this machine, on one port. Ctrl-C stops it."""
    from seibi.config.processes import machine

    machine.up(host, port)


@app.command()
def demo(port: Port = 8000, host: Host = "127.0.0.1", speed: Speed = 1.0) -> None:
    """Run everything with dealers, cars and a day in progress to look at."""
    from seibi.config.processes import machine

    machine.demo(host, port, speed)


@app.command()
def web(
    port: Port = 8000,
    host: Host = "127.0.0.1",
    workers: int = 2,
    threads: int = 4,
    *,
    with_live: Annotated[bool, typer.Option(help="Live streams on the same port.")] = False,
) -> None:
    """Serve pages and the API; run as many as you like behind a load balancer."""
    from seibi.config.processes.setup import prepare

    prepare()
    from seibi.config.processes import web as serving

    if with_live:
        serving.serve_front(host, port)
    else:
        serving.serve_pages(host, port, workers, threads)


@app.command()
def live(port: Port = 8001, host: Host = "127.0.0.1") -> None:
    """Serve live streams only."""
    from seibi.config.processes.setup import prepare

    prepare()
    from seibi.config.processes import web as serving

    serving.serve_live(host, port)


@app.command()
def reader() -> None:
    """Number the journal and let every reader read it."""
    from seibi.config.processes.setup import prepare

    prepare()
    from seibi.config.processes.reader import serve

    serve()


@app.command()
def worker(
    queue: Annotated[list[str] | None, typer.Option(help="Only these queues.")] = None,
    concurrency: int = 4,
) -> None:
    """Do background jobs: mail, documents, imports, schedules."""
    from seibi.config.processes.setup import prepare

    prepare()
    from seibi.config.processes import worker as working

    working.run(queue or (), concurrency)


@app.command()
def migrate() -> None:
    """Bring the tables to this version, and give the application's role what it needs."""
    from seibi.config.database.upgrade import migrate as bring_up_to_date

    _say_or_fail(bring_up_to_date)


@importing.command("recalls")
def import_recalls(path: Path) -> None:
    """Recall campaigns from the files that NHTSA publishes; may be stopped and repeated."""
    from seibi.config.processes.setup import prepare

    prepare()
    from seibi.config.cli.imports import recalls

    raise typer.Exit(recalls(path))


List = Annotated[Path, typer.Argument(help="A CSV or XLSX file with a row of headings.")]
Workshop = Annotated[str, typer.Option("--site", help="The code of the workshop.")]
Column = Annotated[
    list[str] | None, typer.Option("--column", help="HEADING=FIELD where the guess is wrong.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would happen; write nothing.")]
Json = Annotated[bool, typer.Option("--json", help="Nothing but JSON on the output.")]


def _list_command(kind: str, what: str) -> None:
    def bring(
        file: List,
        site: Workshop,
        column: Column = None,
        *,
        dry_run: DryRun = False,
        json: Json = False,
    ) -> None:
        from seibi.config.processes.setup import prepare

        prepare()
        from seibi.config.cli import lists

        raise typer.Exit(
            lists.bring(kind, file, site=site, columns=column or (), dry_run=dry_run, as_json=json)
        )

    importing.command(kind, help=f"{what} of another system; may be stopped and repeated.")(bring)


for _kind, _what in (
    ("customers", "Customers"),
    ("vehicles", "Cars"),
    ("readings", "Odometer readings"),
    ("service", "Service history"),
):
    _list_command(_kind, _what)


@importing.command("undo")
def undo_import(run_id: UUID, *, json: Json = False) -> None:
    """Take an import back, by its id; says what stays and why."""
    from seibi.config.processes.setup import prepare

    prepare()
    from seibi.config.cli import lists

    raise typer.Exit(lists.take_back(run_id, as_json=json))


@app.command("export")
def export(
    kind: Annotated[str, typer.Argument(help="customers, vehicles, readings or service.")],
    site: Workshop,
    to: Annotated[Path | None, typer.Option(help="A file; standard output without it.")] = None,
) -> None:
    """Write a list as CSV, in the columns in which it could come in again."""
    from seibi.config.processes.setup import prepare

    prepare()
    from seibi.config.cli import lists

    if kind not in ("customers", "vehicles", "readings", "service"):
        print(f"seibi: there is no list of {kind}", file=sys.stderr)
        raise typer.Exit(2)
    raise typer.Exit(lists.export(kind, site=site, to=to))


@app.command()
def doctor(*, json: Json = False) -> None:
    """Say what is wrong and what to do about it; the exit code is 1 when something is."""
    from seibi.config.cli.doctor import examine

    raise typer.Exit(examine(as_json=json))


@app.command()
def backup(file: Path) -> None:
    """Write the database and the stored files into one file."""
    from seibi.config.database.backup import write

    _say_or_fail(lambda: write(file))


@app.command()
def restore(file: Path) -> None:
    """Read a backup into an empty database."""
    from seibi.config.database.backup import read

    _say_or_fail(lambda: read(file))


@app.command()
def vin(numbers: list[str]) -> None:
    """What the numbers say, one JSON object a line; "-" reads them from standard input."""
    from seibi.config.cli.vin import explain

    explain(numbers)


@app.command()
def bench(
    names: Annotated[
        list[str] | None, typer.Argument(help="All of them when none is named.")
    ] = None,
    *,
    json: Annotated[bool, typer.Option("--json", help="Nothing but JSON on the output.")] = False,
) -> None:
    """Measure this machine against the limits that are measured in the same run."""
    from seibi.config.cli.bench import measure

    raise typer.Exit(measure(names or [], as_json=json))


def _say_or_fail(work: Callable[[], str]) -> None:
    from seibi.config.database.places import DatabaseUnavailable
    from seibi.config.database.roles import RolesMissing

    try:
        print(work())
    except (DatabaseUnavailable, RolesMissing, OSError, ValueError) as error:
        print(f"seibi: {error}", file=sys.stderr)
        raise typer.Exit(1) from None


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    app(prog_name="seibi")
