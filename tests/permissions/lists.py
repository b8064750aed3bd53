"""What is sent about lists of another system."""

from typing import Any

from tests.permissions.sending import LIST, Sent

COLUMNS = {"columns": [{"position": 1, "field": "full_name"}]}


def pages(s: Any) -> dict[str, Sent]:
    """What people send."""
    one = "/partners/<run_id>/"
    return {
        "POST /partners/": Sent(form={"kind": "customers", "file": LIST}),
        f"GET {one}": Sent(path={"run_id": s["checked"]}),
        f"GET {one}refused.csv": Sent(path={"run_id": s["checked"]}),
        f"POST {one}columns/": Sent(path={"run_id": s["list"]}, form={"column_1": "full_name"}),
        f"POST {one}apply/": Sent(path={"run_id": s["checked"]}, form={}),
        f"POST {one}stop/": Sent(path={"run_id": s["writing"]}, form={}),
        f"POST {one}undo/": Sent(path={"run_id": s["written"]}, form={}),
    }


def programs(s: Any) -> dict[str, Sent]:
    """What programs send."""
    form = {"site_id": s["site_id"], "kind": "customers", "file": LIST}
    return {
        "partners_start_import": Sent(form=form),
        "partners_import": Sent(path={"run_id": s["checked"]}),
        "partners_import_columns": Sent(path={"run_id": s["checked"]}),
        "partners_import_rows": Sent(path={"run_id": s["checked"]}),
        "partners_name_columns": Sent(path={"run_id": s["list"]}, data=COLUMNS),
        "partners_apply_import": Sent(path={"run_id": s["checked"]}),
        "partners_stop_import": Sent(path={"run_id": s["writing"]}),
        "partners_undo_import": Sent(path={"run_id": s["written"]}),
        "partners_export": Sent(query=f"site_id={s['site_id']}"),
    }


def opening() -> dict[str, Sent]:
    """What is sent while a workshop is opened."""
    one = "/manager/opening/<code>/"
    person = {"name_0": "Nobu", "email_0": "nobu@new.example", "role_0": "technician"}
    return {
        f"POST {one}people/": Sent(form=person),
        f"POST {one}prices/": Sent(form={"price_OIL": "5000"}),
        f"POST {one}holidays/": Sent(form={}),
        f"POST {one}open/": Sent(form={}),
    }
