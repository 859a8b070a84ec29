"""Clients that draw down all the time, each request under a key of its own; what is not answered is sent again."""

import http.client
import threading
import time
from contextlib import closing, contextmanager

from tests.faults.installation import MUST_ANSWER_S, Connection

LICENCES = 4
PREPARE = """
from lockgate.accounts.services import add_key
from lockgate.core.permissions import OPERATOR, Role
from tests.factories.held_licences import imported, row
from tests.factories.people import person
days = {"valid_from": "2020-01-01", "valid_to": "2099-12-31"}
imported(*(row(licence=f"LOAD-{number}", quantity="1000", **days) for number in range(int(sys.argv[1]))))
person(Role.CUSTOMS)
print(add_key(by=OPERATOR, email="customs@example.org").key)
"""


class Load:
    """What the clients have been told: the answer to each declaration; how often they were cut off, or told to wait."""

    def __init__(self, port, key, clients=8):
        self._port, self._key, self._clients = port, key, clients
        self._over = threading.Event()
        self._sent = 0
        self._lock = threading.Lock()
        self.acknowledged = {}
        self.cut_off = 0
        self.unavailable = 0
        self.surprises = []

    @contextmanager
    def going_on(self):
        """Have the clients draw down for as long as the block lasts, and until the last request is answered."""
        self._over.clear()
        clients = [threading.Thread(target=self._draw_all_the_time, args=(number,)) for number in range(self._clients)]
        for client in clients:
            client.start()
        try:
            yield
        finally:
            self._over.set()
            for client in clients:
                client.join()

    def wait_for(self, more):
        """Wait until so many more requests have been acknowledged."""
        enough, deadline_s = len(self.acknowledged) + more, time.monotonic() + MUST_ANSWER_S
        while len(self.acknowledged) < enough:
            assert time.monotonic() < deadline_s, f"nothing goes on: {self.surprises}"
            time.sleep(0.01)

    def _draw_all_the_time(self, client):
        path = f"/licences/LOAD-{client % LICENCES}/lines/1/draw-downs"
        try:
            with closing(Connection(self._port, self._key)) as connection:
                self._draw(connection, path)
        except Exception as error:  # noqa: BLE001  a thread's failure is the test's
            self.surprises.append(repr(error))

    def _draw(self, connection, path):
        last = None
        while not self._over.is_set():
            declaration = self._next_declaration()
            answer, was_repeated = self._until_answered(connection, path, declaration)
            self.acknowledged[declaration] = answer.body
            if was_repeated and last:
                # What was acknowledged before the fault is given again as it was.
                again, _ = self._until_answered(connection, path, last)
                assert (again.status, again.body) == (200, self.acknowledged[last])
            last = declaration

    def _next_declaration(self):
        with self._lock:
            self._sent += 1
            return f"D-{self._sent}"

    def _until_answered(self, connection, path, declaration):
        """Send a draw-down of a gram until it is answered; tell whether it had to be sent again."""
        body = {"quantity": "1", "unit": "GRM", "declaration": declaration, "office": "Shanghai"}
        deadline_s, tries = time.monotonic() + MUST_ANSWER_S, 0
        while True:
            assert time.monotonic() < deadline_s, f"{declaration} is not answered"
            tries += 1
            try:
                answer = connection.post(path, body, declaration)
            except ConnectionRefusedError:
                time.sleep(0.02)
                continue
            except (OSError, http.client.HTTPException):
                self.cut_off += 1
                continue
            if answer.status != 503:
                assert answer.status in ((201,) if tries == 1 else (200, 201)) or declaration in self.acknowledged, (
                    answer
                )
                return answer, tries > 1
            assert answer.headers["Retry-After"] and answer.kind == "unavailable" and answer.body["detail"]
            self.unavailable += 1
            time.sleep(0.02)
