"""Which headers the signatures of a mail are about.

A header that no signature covers can be changed in, or added to, somebody's genuine mail. That a signature names a header
is believed before it is checked, because it only ever takes something away: all of them must.
"""

import re

from inbound.authentication.domains import domain_of, same_organisation
from inbound.mail import InboundMail

MOST_SIGNATURES = 50
_TAG = re.compile(r"(?:^|;)\s{0,100}(d|h)\s{0,100}=([^;]{0,4000})")


def is_covered(mail: InboundMail, name: str) -> bool:
    """Whether every signature in the name of the sender's organisation covers that header, so that it says whom it is for.

    True for a mail without such signatures: then it is the way here that vouches for it, or nothing does.
    """
    domain = domain_of(mail.sender.email)
    found = (dict(_TAG.findall(each)) for each in mail.all_headers("DKIM-Signature")[:MOST_SIGNATURES])
    own = [tags for tags in found if same_organisation(domain_of(tags.get("d", "")), domain)]
    return all(name.lower() in re.split(r"[\s:]+", tags.get("h", "").lower()) for tags in own)
