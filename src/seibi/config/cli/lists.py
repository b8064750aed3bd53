"""`seibi import customers …` and `seibi export`: lists of other systems at the command line."""

import dataclasses
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

from seibi.contexts.network import facade as network
from seibi.contexts.partners import facade as partners
from seibi.contexts.partners.contracts import Field, ImportInfo, ImportPage, Kind, RunState
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM
from seibi.kernel.csv_cells import csv_lines
from seibi.kernel.errors import DomainError, Invalid

MOST_ROWS = 50


def bring(
    kind: str, path: Path, *, site: str, columns: Sequence[str], dry_run: bool, as_json: bool
) -> int:
    """0 when every row was used, 1 when some or all were not; stopped, it goes on where it was."""
    try:
        run_id = _started(Kind(kind), path, site, columns)
        for now in _moved(run_id, dry_run=dry_run):
            if not as_json:
                _show(now)
        page = partners.import_page(run_id, SYSTEM)
    except (DomainError, OSError) as refusal:
        return _refused(refusal, as_json=as_json)
    except KeyboardInterrupt:
        print("\nStopped. Run the same command to go on from here.", file=sys.stderr)
        return 130
    _tell(page, as_json=as_json)
    return 1 if page.run.refused or page.run.state is RunState.REFUSED else 0


def take_back(run_id: UUID, *, as_json: bool) -> int:
    """Undo one import; 0 when nothing had to stay."""
    try:
        if partners.import_info(run_id, SYSTEM).state is not RunState.UNDOING:
            partners.undo_import(run_id=run_id, actor=SYSTEM, at=clock.now())
        for now in partners.go_on(run_id=run_id, at=clock.now()):
            if not as_json:
                _show(now)
        page = partners.import_page(run_id, SYSTEM)
    except DomainError as refusal:
        return _refused(refusal, as_json=as_json)
    _tell(page, as_json=as_json)
    return 1 if page.run.stays else 0


def export(kind: str, *, site: str, to: Path | None) -> int:
    """Write a list as CSV to a file or to standard output."""
    try:
        rows = partners.export_rows(
            kind=Kind(kind), site_id=network.site_by_code(site).id, actor=SYSTEM, at=clock.now()
        )
        if to is None:
            sys.stdout.writelines(csv_lines(rows))
        else:
            with to.open("w", encoding="utf-8", newline="") as file:
                file.writelines(csv_lines(rows))
    except (DomainError, OSError) as refusal:
        return _refused(refusal, as_json=False)
    return 0


def _started(kind: Kind, path: Path, site: str, columns: Sequence[str]) -> UUID:
    run_id = partners.start_import(
        site_id=network.site_by_code(site).id,
        kind=kind,
        file_name=path.name,
        content=path.read_bytes(),
        actor=SYSTEM,
        at=clock.now(),
    )
    page = partners.import_page(run_id, SYSTEM)
    if page.run.state is RunState.COLUMNS or (columns and page.run.state is RunState.CHECKED):
        partners.name_columns(
            run_id=run_id, chosen=_chosen(page, columns), actor=SYSTEM, at=clock.now()
        )
    return run_id


def _chosen(page: ImportPage, columns: Sequence[str]) -> dict[int, Field]:
    """What was guessed, and over it what was said: heading=field, an empty field leaves it out."""
    found = {one.position: one.field for one in page.columns if one.field}
    places = {one.heading: one.position for one in page.columns}
    for said in columns:
        heading, _equals, field = said.rpartition("=")
        if heading not in places or (field and field not in page.choices):
            known = ", ".join(page.choices)
            raise Invalid(
                "bad_column", f"--column {said}: no such heading or field; fields are {known}."
            )
        found.pop(places[heading], None)
        if field:
            found[places[heading]] = Field(field)
    return found


def _moved(run_id: UUID, *, dry_run: bool) -> Iterator[ImportInfo]:
    """Checked, and then written unless it is only a rehearsal."""
    yield from partners.go_on(run_id=run_id, at=clock.now())
    state = partners.import_info(run_id, SYSTEM).state
    if not dry_run and state in (RunState.CHECKED, RunState.STOPPED):
        partners.apply_import(run_id=run_id, actor=SYSTEM, at=clock.now())
        yield from partners.go_on(run_id=run_id, at=clock.now())


def _show(now: ImportInfo) -> None:
    rows = now.rows_read if now.state is RunState.CHECKING else now.rows_applied
    line = f"{now.state:<9} {now.percent:5.1f} %  {rows:,} rows  {now.message}"
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{line}")
        sys.stderr.flush()


def _tell(page: ImportPage, *, as_json: bool) -> None:
    if as_json:
        told = dataclasses.asdict(page.run) | {"refused_rows": _refused_rows(page)}
        print(json.dumps(told, ensure_ascii=False, default=str))
        return
    run = page.run
    if sys.stderr.isatty():
        sys.stderr.write("\n")
    for row in _refused_rows(page):
        where = f"row {row['row']}, {row['column']}" if row["column"] else f"row {row['row']}"
        print(f"{where}: {row['value']!r}: {row['sentence']}", file=sys.stderr)
    print(
        f"{run.id}  {run.state}: {run.new:,} new, {run.changed:,} changed, {run.known:,} known,"
        f" {run.refused:,} not usable, {run.taken_back:,} taken back, {run.stays:,} stay"
    )


def _refused_rows(page: ImportPage) -> list[dict[str, object]]:
    found = (problem for row in page.refused for problem in row.problems)
    return [dataclasses.asdict(one) for one in found][:MOST_ROWS]


def _refused(refusal: Exception, *, as_json: bool) -> int:
    message = getattr(refusal, "message", "") or str(refusal)
    if as_json:
        print(json.dumps({"error": getattr(refusal, "code", "failed"), "message": message}))
    print(f"seibi: {message}", file=sys.stderr)
    return 1
