"""The words people see for our codes."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seibi.contexts.billing.contracts import Cost, Form, InvoiceAction, InvoiceKind, InvoiceState
from seibi.contexts.billing.contracts.discounts import DiscountAction, DiscountState
from seibi.contexts.work_orders.contracts import OldParts, Payer

KIND_LABELS = {
    InvoiceKind.INVOICE: _("Invoice"),
    InvoiceKind.CREDIT_NOTE: _("Credit note"),
}

# Titles of papers. A settlement list is a list of work and prices, never a tax receipt.
FORM_LABELS = {
    Form.QUALIFIED_INVOICE: pgettext_lazy("paper", "Qualified invoice"),
    Form.SETTLEMENT_LIST: pgettext_lazy("paper", "Repair settlement list"),
    Form.SALES_TAX_INVOICE: pgettext_lazy("paper", "Invoice"),
    Form.TAX_INVOICE: pgettext_lazy("paper", "Tax invoice"),
}

STATE_LABELS = {
    InvoiceState.ISSUED: pgettext_lazy("invoice", "To be paid"),
    InvoiceState.PART_PAID: pgettext_lazy("invoice", "Partly paid"),
    InvoiceState.PAID: pgettext_lazy("invoice", "Paid"),
    InvoiceState.ON_ACCOUNT: pgettext_lazy("invoice", "On account"),
    InvoiceState.CREDITED: pgettext_lazy("invoice", "Taken back"),
}

ACTION_LABELS = {
    InvoiceAction.PAY_PART: _("Take a part"),
    InvoiceAction.PAY: _("Take payment"),
    InvoiceAction.PUT_ON_ACCOUNT: _("Put on account"),
    InvoiceAction.GIVE_BACK: _("Give money back"),
    InvoiceAction.GIVE_ALL_BACK: _("Give everything back"),
    InvoiceAction.CREDIT: _("Take back by credit note"),
}

COST_LABELS = {
    Cost.DIAGNOSIS: pgettext_lazy("cost", "Diagnosis"),
    Cost.TEST: pgettext_lazy("cost", "Inspection and testing"),
    Cost.MATERIAL: pgettext_lazy("cost", "Parts and materials"),
    Cost.LABOUR: pgettext_lazy("cost", "Labour"),
    Cost.OUTSIDE: pgettext_lazy("cost", "Work done elsewhere"),
    Cost.OTHER: pgettext_lazy("cost", "Other"),
    Cost.STATUTORY: pgettext_lazy("cost", "Statutory fees"),
}

PAYER_LABELS = {
    Payer.CUSTOMER: pgettext_lazy("payer", "Customer"),
    Payer.WARRANTY: pgettext_lazy("payer", "Warranty"),
    Payer.INTERNAL: pgettext_lazy("payer", "Internal"),
    Payer.GOODWILL: pgettext_lazy("payer", "Goodwill"),
}

# The class of repair that JT/T 1133 asks for: upkeep or not.
REPAIR_LABELS = {
    True: pgettext_lazy("class of repair", "Maintenance"),
    False: pgettext_lazy("class of repair", "Repair"),
}

OLD_PARTS_LABELS = {
    OldParts.TAKEN: _("Taken by the customer"),
    OldParts.WAIVED: _("Waived by the customer"),
    OldParts.WARRANTY_RETURN: _("Returned to the maker"),
    OldParts.NONE: _("None"),
}

DISCOUNT_LABELS = {
    DiscountState.ASKED: pgettext_lazy("discount", "Waits for an answer"),
    DiscountState.APPROVED: pgettext_lazy("discount", "Approved"),
    DiscountState.DECLINED: pgettext_lazy("discount", "Declined"),
    DiscountState.EXPIRED: pgettext_lazy("discount", "No answer in time"),
    DiscountState.WITHDRAWN: pgettext_lazy("discount", "Withdrawn"),
    DiscountState.USED: pgettext_lazy("discount", "On the invoice"),
}

DISCOUNT_ACTION_LABELS = {
    DiscountAction.APPROVE: pgettext_lazy("discount", "Approve"),
    DiscountAction.DECLINE: pgettext_lazy("discount", "Decline"),
    DiscountAction.EXPIRE: pgettext_lazy("discount", "Let it run out"),
    DiscountAction.WITHDRAW: pgettext_lazy("discount", "Withdraw"),
    DiscountAction.USE: pgettext_lazy("discount", "Put on the invoice"),
    DiscountAction.FREE: pgettext_lazy("discount", "Free again"),
}
