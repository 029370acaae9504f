"""Searches and checks with a client that is generated from the description."""

import sys

from api import Client
from api.api.check import check
from api.api.search import search
from api.models import Answer, Check, DraftText, HitDocument, Problem

client = Client(base_url=sys.argv[1])

found = search.sync(client=client, q="Nghị quyết số 29-NQ/TW", limit=5)
assert isinstance(found, Answer), found
assert found.hits
assert any(isinstance(hit, HitDocument) for hit in found.hits), found.hits

checked = check.sync(client=client, body=DraftText(text="Căn cứ Nghị quyết số 1-NQ/TU ngày 30/02/2021;"))
assert isinstance(checked, Check), checked
assert checked.matches

refused = search.sync(client=client, q="x", limit=0)
assert isinstance(refused, Problem), refused
assert refused.code == "limit_out_of_range", refused
