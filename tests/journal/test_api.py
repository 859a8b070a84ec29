"""The head of the journal over REST: public, and the same six lines as on the command line."""

from lockgate.journal.head import parse_head


def test_the_head_is_given_to_whoever_asks(head, sealed, client):
    answer = client.get("/api/v1/journal/head")
    assert answer.status_code == 200
    told = answer.json()
    assert parse_head(told["text"]) == head
    assert told["short"] == head.short() == f"3:{head.head[:16]}"
    assert (told["sequence"], told["rows"]) == (3, 12)


def test_without_a_seal_there_is_no_head(db, client):
    answer = client.get("/api/v1/journal/head")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert "holds no seal yet" in answer.json()["detail"]
