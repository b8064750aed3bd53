"""The post of the demo can be read by everybody, and leaves no machine."""

from django.core.mail import EmailMultiAlternatives, get_connection

from seibi.config.demo import mailbox


def test_what_was_sent_is_read_newest_first(settings, tmp_path):
    settings.SEIBI_MAIL_FOLDER = tmp_path / "mail"
    outbox = get_connection("seibi.config.demo.mailbox.FolderBackend")

    for number in (1, 2):
        mail = EmailMultiAlternatives(f"予約 {number}", "コード: 123", to=["grace@example.com"])
        mail.attach_alternative("<p>123</p>", "text/html")
        outbox.send_messages([mail])

    found = mailbox.letters()
    assert [letter.subject for letter in found] == ["予約 2", "予約 1"]
    assert (found[0].to, found[0].text.strip()) == ("grace@example.com", "コード: 123")


def test_a_mailbox_without_mail_is_empty(settings, tmp_path):
    settings.SEIBI_MAIL_FOLDER = tmp_path / "mail"

    assert mailbox.letters() == []
