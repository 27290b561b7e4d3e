"""What a mail with a code says beside its context: the code, made when it is sent, and the page for it. Pure."""

from core.mailmarks import APPROVE_PATH, CODE_MAIL, OFFER_MAIL, approval_code, offer_code
from core.notifications import Outgoing
from core.tokens import ReplyTokens


def approval_words(outgoing: Outgoing, tokens: ReplyTokens, pages: str | None) -> dict[str, str | None]:
    """`code` as people read it, "123 456", and `page`, None where we have none; nothing for any other mail."""
    if outgoing.name == OFFER_MAIL:
        return {"code": offer_code(tokens, outgoing.company_id, outgoing.context["offer"]["id"])}
    if outgoing.name != CODE_MAIL:
        return {}
    assert outgoing.quote_version is not None
    assert outgoing.quote_total is not None
    assert outgoing.contact_id is not None
    code_id = outgoing.context["event"]["code_id"]
    quote = (outgoing.quote_version, outgoing.quote_total)
    code = approval_code(tokens, outgoing.company_id, code_id, quote, outgoing.contact_id)
    page = f"{pages}{APPROVE_PATH}/{tokens.link(outgoing.company_id, code_id)}" if pages else None
    return {"code": f"{code[:3]} {code[3:]}", "page": page}
