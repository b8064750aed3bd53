"""Numbers of papers: per legal entity and year, in order, without gaps."""

from seibi.contexts.billing.contracts import Form, InvoiceKind

PREFIX = {
    (InvoiceKind.INVOICE, Form.QUALIFIED_INVOICE): "I",
    (InvoiceKind.INVOICE, Form.TAX_INVOICE): "I",
    (InvoiceKind.INVOICE, Form.SALES_TAX_INVOICE): "I",
    (InvoiceKind.INVOICE, Form.SETTLEMENT_LIST): "S",
}
FORM_BY_COUNTRY = {
    "JP": Form.QUALIFIED_INVOICE,
    "CN": Form.SETTLEMENT_LIST,
    "US": Form.SALES_TAX_INVOICE,
}


def form_for(country: str) -> Form:
    """The form of paper that a country's rules ask for; elsewhere a VAT invoice."""
    return FORM_BY_COUNTRY.get(country, Form.TAX_INVOICE)


def prefix_of(kind: InvoiceKind, form: Form) -> str:
    """The letter that tells the series apart; credit notes have their own."""
    return PREFIX.get((kind, form), "C")


def written(prefix: str, year: int, number: int) -> str:
    """The number as it stands on the paper: I-2026-000123."""
    return f"{prefix}-{year}-{number:06d}"
