"""The survey behind its link, and the page of figures."""

import pytest

from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests.factories import colleague
from seibi.contexts.quality.models import Answer, Survey
from seibi.contexts.quality.queries.surveys import link_of
from seibi.kernel.accounts.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(delivered, read_all):
    read_all()
    survey = Survey.objects.get()
    Survey.objects.update(expires_at=survey.expires_at.replace(year=2126))
    return survey


def test_two_taps_are_an_answer(client, survey):
    link = link_of(survey.pk)
    assert client.get(link).status_code == 200
    answer = client.post(link, {"csat": "5"})
    assert answer.status_code == 302
    assert Answer.objects.get().csat == 5
    assert "Thank you" in client.get(answer["Location"]).content.decode()


def test_the_number_tapped_in_the_message_is_chosen_already(client, survey):
    page = client.get(f"{link_of(survey.pk)}?csat=2").content.decode()
    assert 'value="2" id="id_csat_1" checked' in page
    assert not Answer.objects.exists()


@pytest.mark.parametrize("data", [{}, {"csat": "9"}, {"csat": "5", "nps": "x"}])
def test_what_cannot_be_taken_is_said_beside_the_question(client, survey, data):
    answer = client.post(link_of(survey.pk), data)
    assert answer.status_code == 422
    assert not Answer.objects.exists()


def test_a_survey_that_is_over_says_so(client, survey):
    Survey.objects.update(expires_at=survey.delivered_at)
    assert "closed" in client.get(link_of(survey.pk)).content.decode()
    assert client.post(link_of(survey.pk), {"csat": "5"}).status_code == 410
    assert not Answer.objects.exists()


def test_the_manager_reads_the_figures(client, survey):
    code = "site-7"
    client.force_login(Account.objects.get(pk=colleague("sam", Role.SERVICE_MANAGER)))
    client.post(link_of(survey.pk), {"csat": "4", "comment": "Quick and kind"})
    page = client.get(f"/quality/{code}/?weeks=52").content.decode()
    assert "On time against the first promise" in page
    assert "Quick and kind" in page
    assert "same_day.v1" in page
    assert '<polyline class="spark-line" points="' in page
    for odd in ("0", "x", "99999"):
        assert client.get(f"/quality/{code}/?weeks={odd}").status_code == 200


def test_a_technician_finds_no_figures(client, survey):
    client.force_login(Account.objects.get(pk=colleague("tom", Role.TECHNICIAN)))
    assert client.get("/quality/site-7/").status_code == 404


def test_programs_read_figures_and_answer(client, survey):
    token = link_of(survey.pk).rstrip("/").rsplit("/", 1)[1]
    body = {"csat": 5, "nps": 10}
    answer = client.post(
        f"/api/v1/quality/surveys/{token}/answer", body, content_type="application/json"
    )
    assert answer.json()["csat"] == 5
    client.force_login(Account.objects.get(pk=colleague("sam", Role.SERVICE_MANAGER)))
    found = client.get(
        "/api/v1/quality/sites/site-7/kpis?from_day=2026-03-30&to_day=2026-03-31"
    ).json()
    assert [each["name"] for each in found] == [
        "same_day",
        "on_time_first_promise",
        "csat",
        "nps",
        "ces",
        "disputes",
    ]
    assert found[0]["n"] == 1
