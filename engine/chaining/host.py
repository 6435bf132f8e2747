from __future__ import annotations
import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
import durable_rules_engine as _engine
_rulesets = count(1)
class Host:
    def __init__(self, ruleset):
        self._handle = _engine.create_ruleset(f"immunote{next(_rulesets)}", json.dumps(ruleset))
        self._sessions = count(1)
        with self.session() as s:
            s.tell('"fact":"warm"', "w"); s.fired()
    @contextmanager
    def session(self):
        s = Session(self._handle, str(next(self._sessions)))
        try:
            yield s
        finally:
            _engine.delete_state(self._handle, s.sid)
class Session:
    def __init__(self, handle, sid):
        self.handle=handle; self.sid=sid; self.n=0
    def tell(self, body, id):
        r, self.state = _engine.assert_fact(self.handle, f'{{{body},"id":"{id}","sid":"{self.sid}"}}')
        assert r == 0, r
    def fired(self):
        out=[]
        first=_engine.start_action_for_state(self.handle, self.state)
        text = first[1] if first else None
        while text:
            self.n+=1
            name=text[2:text.index('"',2)]
            for piece in text.split('{"m":{"fact":')[1:]:
                out.append((name, piece[:piece.index(',')]))
            text=_engine.complete_and_start_action(self.handle,self.state)
        return out
