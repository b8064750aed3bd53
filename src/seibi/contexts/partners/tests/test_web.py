"""The pages on which lists come in: from the file to the books and back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from seibi.contexts.customers.models.record import Customer
from seibi.contexts.network.contracts import Role
from seibi.contexts.partners.contracts import RunState
from seibi.contexts.partners.models import ImportRun
from seibi.contexts.partners.tests import files

pytestmark = pytest.mark.django_db


def send(client, content=files.CUSTOMERS, kind="customers", name="list.csv"):
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    return client.post("/partners/", {"kind": kind, "file": file})


@pytest.mark.parametrize("language", ["en", "ja", "zh-hans"])
def test_a_manager_brings_a_list_in_looks_writes_and_takes_it_back(signed_in, language):
    client = signed_in(Role.SERVICE_MANAGER)
    client.cookies["django_language"] = language
    with translation.override(language):
        assert client.get("/partners/").status_code == 200
        page = send(client).headers["Location"]
        run = ImportRun.objects.get()
        assert "車台番号" not in client.get(page).content.decode()
        named = {f"column_{place}": field for place, field in run.columns.items()}
        assert client.post(f"{page}columns/", named).status_code == 302
        assert 'hx-trigger="every 1s"' in client.get(page).content.decode()
        files.work(run.pk)
        assert client.get(page, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
        assert client.post(f"{page}apply/").status_code == 302
        files.work(run.pk)
        assert Customer.objects.count() == 2
        assert "山田 太郎" in client.get(page).content.decode()
        assert client.post(f"{page}undo/").status_code == 302
        files.work(run.pk)
    run.refresh_from_db()
    assert (run.state, Customer.objects.count()) == (RunState.UNDONE, 0)
    assert client.get("/partners/").status_code == 200


def test_columns_that_are_missing_are_said_on_the_page_and_what_was_chosen_stays(signed_in):
    client = signed_in(Role.SERVICE_MANAGER)
    page = send(client).headers["Location"]

    answer = client.post(f"{page}columns/", {"column_0": "department"})

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Say which column holds this" in text
    assert '<option value="department" selected>' in text


def test_a_file_that_is_no_table_says_so_beside_the_field(signed_in):
    client = signed_in(Role.SERVICE_MANAGER)
    answer = send(client, b"\x89PNG\r\n\x1a\n" + bytes(99), name="a.png")
    assert answer.status_code == 422
    assert "This is not a table." in answer.content.decode()


def test_nothing_in_the_table_of_refused_rows_runs_in_a_spreadsheet(signed_in):
    client = signed_in(Role.SERVICE_MANAGER)
    content = "氏名,電話\r\n=cmd|' /C calc'!A0,12\r\n@SUM(A1),+1\r\n"
    page = send(client, content).headers["Location"]
    files.name(ImportRun.objects.get().pk)

    table = b"".join(client.get(f"{page}refused.csv").streaming_content).decode()

    assert table.startswith("\ufeff")
    assert "\"'=cmd|' /C calc'!A0\"" in table
    assert '"\'@SUM(A1)","\'+1"' in table


def test_lists_leave_the_house_as_tables(signed_in):
    client = signed_in(Role.SERVICE_MANAGER)
    files.applied()
    answer = client.get("/partners/export/customers.csv")
    table = b"".join(answer.streaming_content).decode()
    assert table.count("\n") == 3
    assert '"\'+819012345678"' in table
    assert client.get("/partners/export/horses.csv").status_code == 404


def test_programs_do_the_same(signed_in):
    client = signed_in(Role.SERVICE_MANAGER)
    api = "/api/v1/partners/imports/"
    site_id = client.get("/api/v1/network/sites/").json()[0]["id"]
    file = SimpleUploadedFile("list.csv", files.CUSTOMERS.encode())
    made = client.post(api, {"site_id": site_id, "kind": "customers", "file": file})
    assert made.status_code == 201
    run_id = made.json()["id"]
    columns = client.get(f"{api}{run_id}/columns").json()
    named = [{"position": c["position"], "field": c["field"]} for c in columns if c["field"]]
    put = client.put(f"{api}{run_id}/columns", {"columns": named}, content_type="application/json")
    assert put.status_code == 204
    files.work(run_id)
    assert client.get(f"{api}{run_id}").json()["new"] == 2
    assert len(client.get(f"{api}{run_id}/rows?verdict=new&limit=1").json()["items"]) == 1
    assert client.post(f"{api}{run_id}/apply").status_code == 204
    files.work(run_id)
    assert client.post(f"{api}{run_id}/stop").json()["code"] == "wrong_state"
    assert client.post(f"{api}{run_id}/undo").status_code == 204
    files.work(run_id)
    assert client.get(api).json()[0]["state"] == "undone"
    exported = client.get(f"/api/v1/partners/export/vehicles?site_id={site_id}")
    assert b"".join(exported.streaming_content).count(b"\n") == 1
