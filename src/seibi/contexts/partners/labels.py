"""The words people see for the codes of partners."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seibi.contexts.partners.contracts import (
    Field,
    Kind,
    Remark,
    RowState,
    RunState,
    Step,
    Trouble,
    Verdict,
    WhyItStays,
)

KIND_LABELS = {
    Kind.CUSTOMERS: _("Customers"),
    Kind.VEHICLES: pgettext_lazy("import", "Cars"),
    Kind.READINGS: _("Odometer readings"),
    Kind.SERVICE: _("Service history"),
}
STATE_LABELS = {
    RunState.COLUMNS: _("Columns to be named"),
    RunState.CHECKING: _("Being checked"),
    RunState.CHECKED: _("Checked, nothing written yet"),
    RunState.APPLYING: _("Being written"),
    RunState.STOPPED: pgettext_lazy("import", "Stopped"),
    RunState.DONE: pgettext_lazy("import", "Written"),
    RunState.UNDOING: _("Being taken back"),
    RunState.UNDONE: pgettext_lazy("import", "Taken back"),
    RunState.REFUSED: _("Cannot be read"),
}
STEP_LABELS = {
    Step.NAME_COLUMNS: _("Check the rows"),
    Step.CHECK_ENDED: pgettext_lazy("import", "Checked"),
    Step.CANNOT_BE_READ: _("Cannot be read"),
    Step.APPLY: _("Write the rows"),
    Step.STOP: _("Stop"),
    Step.ALL_APPLIED: pgettext_lazy("import", "Written"),
    Step.UNDO: _("Take back"),
    Step.ALL_TAKEN_BACK: pgettext_lazy("import", "Taken back"),
}
VERDICT_LABELS = {
    Verdict.NEW: pgettext_lazy("row", "New"),
    Verdict.CHANGED: pgettext_lazy("row", "Changed"),
    Verdict.KNOWN: pgettext_lazy("row", "Known already"),
    Verdict.REFUSED: pgettext_lazy("row", "Not usable"),
}
ROW_STATE_LABELS = {
    RowState.WAITING: pgettext_lazy("row", "Waiting"),
    RowState.APPLIED: pgettext_lazy("row", "Written"),
    RowState.TAKEN_BACK: pgettext_lazy("row", "Taken back"),
    RowState.STAYS: pgettext_lazy("row", "Stays"),
}
STAYS_LABELS = {
    WhyItStays.TOUCHED: _("It was worked with since."),
    WhyItStays.IN_USE: _("Something hangs on it: a car, a visit, a reading or an account."),
    WhyItStays.WAS_KNOWN: _("It was known before the import; its new plate or owner stays."),
    WhyItStays.GONE: _("It is not there any more."),
}
REMARK_LABELS = {
    Remark.MAYBE_SAME: _(
        "Perhaps the same person as %(what)s, who has the same telephone or e-mail. Bring the two"
        " together when both have proved it."
    ),
    Remark.CONSENT_WITHOUT_SOURCE: _(
        "The yes is left out: the file does not say where it was given."
    ),
    Remark.READING_ODD: "%(what)s",
    Remark.ADDRESS_LEFT_OUT: _(
        "The address is left out, because a part of it is missing: %(what)s"
    ),
}
TROUBLE_LABELS = {
    Trouble.EMPTY: _("There is nothing in this file. Choose another one."),
    Trouble.TOO_LARGE: _("This file is larger than 50 MB. Divide it and send the parts."),
    Trouble.UNPACKS_TOO_LARGE: _(
        "This workbook unpacks to far more than it seems to hold, so it was not opened. Save it"
        " again, or as CSV."
    ),
    Trouble.OLD_EXCEL: _(
        "This is the old Excel format (.xls), or it has a password. Save it as .xlsx or CSV."
    ),
    Trouble.NOT_A_TABLE: _("This is not a table. Save the list as .xlsx or CSV and try again."),
    Trouble.TOO_MANY_ROWS: _(
        "There are more than 200,000 rows in this file. Divide it and send the parts."
    ),
    Trouble.ROW_BROKEN: _("The row is broken: a quotation mark is not closed."),
    Trouble.UNREADABLE_TEXT: _("Some letters cannot be read. Save the file as UTF-8."),
    Trouble.TOO_LONG: _("This is too long."),
    Trouble.NOT_A_DAY: _("This is not a date such as 2024-04-01, R6.4.1 or 令和6年4月1日."),
    Trouble.NOT_A_NUMBER: _("This is not a number."),
    Trouble.NOT_YES_OR_NO: _("This is neither yes nor no."),
    Trouble.NAME_MISSING: _("A person needs a name, a company too."),
    Trouble.NUMBER_MISSING: _("A car needs a VIN, a frame number or a plate."),
    Trouble.VALUE_MISSING: pgettext_lazy("import", "This is missing."),
    Trouble.NO_SUCH_OWNER: _("No customer has this number here. Import the customers first."),
    Trouble.NO_SUCH_CAR: _("No car of ours has this number. Import the cars first."),
    Trouble.TWICE_IN_FILE: _("The same stands in this file already."),
    Trouble.OTHER_OWNER: _("This car belongs to somebody else here. Pass it on from its own page."),
    Trouble.NUMBERS_DISAGREE: _("These numbers are on two different cars here."),
    Trouble.IN_FUTURE: _("This day is still to come."),
}
FIELD_LABELS = {
    Field.CUSTOMER_NUMBER: _("Customer number of the other system"),
    Field.FULL_NAME: _("Whole name"),
    Field.FAMILY_NAME: _("Family name"),
    Field.GIVEN_NAME: _("Given name"),
    Field.FULL_READING: _("Reading of the whole name"),
    Field.FAMILY_READING: _("Reading of the family name"),
    Field.GIVEN_READING: _("Reading of the given name"),
    Field.COMPANY_NAME: _("Name of the company"),
    Field.COMPANY_READING: _("Reading of the company's name"),
    Field.DEPARTMENT: _("Department"),
    Field.MOBILE: _("Mobile phone"),
    Field.PHONE: pgettext_lazy("import", "Other telephone"),
    Field.EMAIL: _("E-mail"),
    Field.POSTAL_CODE: _("Postal code"),
    Field.REGION: _("Prefecture, province or state"),
    Field.CITY: _("City"),
    Field.LINE1: pgettext_lazy("import", "Address"),
    Field.LINE2: _("Building and room"),
    Field.LANGUAGE: _("Language"),
    Field.REMINDERS: _("Yes or no to reminders"),
    Field.OFFERS: _("Yes or no to offers"),
    Field.CONSENT_SOURCE: _("Where the yes was given"),
    Field.CONSENT_ON: _("Day of the yes"),
    Field.VIN: pgettext_lazy("import", "VIN"),
    Field.FRAME_NUMBER: pgettext_lazy("import", "Frame number"),
    Field.PLATE: pgettext_lazy("import", "Plate"),
    Field.MAKE: pgettext_lazy("import", "Make"),
    Field.MODEL: pgettext_lazy("import", "Model"),
    Field.MODEL_YEAR: pgettext_lazy("import", "Model year"),
    Field.VARIANT: pgettext_lazy("import", "Variant"),
    Field.COLOUR: pgettext_lazy("import", "Colour"),
    Field.POWERTRAIN: pgettext_lazy("import", "Powertrain"),
    Field.FIRST_REGISTERED_ON: pgettext_lazy("import", "First registered"),
    Field.DELIVERED_ON: pgettext_lazy("import", "Delivered"),
    Field.INSPECTION_EXPIRES_ON: pgettext_lazy("import", "Inspection expires"),
    Field.ODOMETER: pgettext_lazy("import", "Odometer"),
    Field.READ_ON: _("Day of the reading"),
    Field.DONE_ON: _("Day of the work"),
    Field.OPERATION_CODE: _("Code of the work"),
    Field.WORK: pgettext_lazy("import", "Work"),
    Field.DOCUMENT_NUMBER: _("Number of the order or invoice"),
}
