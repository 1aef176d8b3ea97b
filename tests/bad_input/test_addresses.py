"""Addresses, hosts, methods and headers nobody sends by accident."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.bad_input.asking import CHECK, JSON, SECRET, problem, read, refusal, said
from tests.bad_input.test_other_sites import routes_of

EVIL = "evil.example"
LONG = "a" * 60_000
MISSING = [
    "/nothing", "/%00", "/%ff%fe", f"/{LONG}", "/%2e%2e/%2e%2e/etc/passwd", "/static/%00", "/static/%2e%2e/main.py",
    "/static/..%2f..%2fpyproject.toml", f"/static/{LONG}", "/static/", "/static/%5c..%5cmain.py", "/letters/%00",
    "/letters/..%2f..%2fetc%2fpasswd", f"/letters/{LONG}", "/letters/police-report.exe", "/letters/%F0%9F%98%80.pdf",
    "/letters/police-report.pdf.pdf", "/letters/../../etc/passwd", "/law/%ff/%fe", f"/law/{LONG}", "/law/zhian/2999-01-01",
    f"/conduct/{LONG}", f"/rights/{LONG}", "/rights/%00.txt", f"/channels/{LONG}", "/case/%2e%2e/metrics", "/CASE", "/.env",
    "/.git/config", "/var/zhaimingbai.db", "/content/law", "/app/main.py",
]  # fmt: skip
HOSTS = [EVIL, "[", "a b", "", "x:99999", f"{EVIL}/path?", f"testserver@{EVIL}", f"testserver\\@{EVIL}"]


@pytest.mark.parametrize("path", MISSING, ids=lambda path: path[:40])
def test_an_address_that_is_none_is_a_missing_page(visitor: TestClient, path: str) -> None:
    said(visitor.get(path), 404)


@pytest.mark.parametrize("slug", ["%00", "%ff", "x", "<script>", "{slug}"])
def test_a_slug_of_the_api_that_is_none(visitor: TestClient, slug: str) -> None:
    for path in ("letters", "law", "guidance/rights", "guidance"):
        said(visitor.get(f"/api/v1/{path}/{slug}"), 404)
    problem(visitor.post(f"/api/v1/letters/{slug}", json={}), 404)
    problem(visitor.get(f"/api/v1/letters/{LONG}"), 422)


@pytest.mark.parametrize(
    "query", ["a=b&" * 15_000, "%ff=%fe", "a" * 60_000, "=&=&;", "as_of=", "as_of", "%00=%00", "q[]=1"]
)
def test_a_query_nobody_reads_changes_nothing(visitor: TestClient, query: str) -> None:
    for path in ("/", "/law", "/rights/privacy", "/case", "/healthz"):
        answer = visitor.get(f"{path}?{query}")
        assert answer.status_code == 200
        assert query[:50] not in answer.text or len(query) < 10


@pytest.mark.parametrize(
    "day", ["%ff", "2025-12-31&as_of=x", "9" * 60_000, "2025-12-31%00", "٢٠٢٥-١٢-٣١", "<script>", "{{1}}"]
)
def test_a_day_in_an_address_that_is_none(visitor: TestClient, day: str) -> None:
    for path in ("/law", "/rights/privacy", "/conduct/night-contact", "/map", "/api/v1/law/zhian", "/api/v1/conduct"):
        assert "日期" in said(visitor.get(f"{path}?as_of={day}"), 422)


@pytest.mark.parametrize(
    "path",
    [
        f"//{EVIL}",
        f"https://{EVIL}",
        "/../..",
        "",
        "/x\r\ny",
        "%ff",
        "/a?b=c",
        "/a?as_of=x",
        "javascript:1",
        "/\\" + EVIL,
        "x" * 300,
    ],
)
def test_a_qr_code_leads_to_this_site_alone(visitor: TestClient, path: str) -> None:
    for kind in ("svg", "png"):
        refusal(visitor.get(f"/qr.{kind}", params={"path": path}), 422)
        refusal(visitor.get(f"/qr.{kind}"), 422)


@pytest.mark.parametrize("host", HOSTS)
def test_a_host_header_is_repeated_nowhere(visitor: TestClient, host: str) -> None:
    headers = {"host": host, "x-forwarded-host": EVIL, "forwarded": f"host={EVIL}", "x-original-url": f"//{EVIL}"}
    for path in (
        "/",
        "/law",
        "/rights/privacy",
        "/nothing",
        "/changes.atom",
        "/api/openapi.json",
        "/qr.svg?path=/law",
        "/check",
    ):
        answer = visitor.get(path, headers=headers)
        assert EVIL not in answer.text
        if answer.headers["content-type"].startswith("text/html"):
            assert [link for link in read(answer).all("link", "href") if link.startswith("http")] == [
                f"http://127.0.0.1:8000{path}"
            ]
    for path in ("/law/", "/law//", "/case/debt/?a=b", "/nothing/"):
        answer = visitor.get(path, headers=headers, follow_redirects=False)
        assert answer.status_code == 307
        assert answer.headers["location"] == path.replace("//", "/").replace("/?", "?").rstrip("/")


@pytest.mark.parametrize("path", [f"//{EVIL}", f"//{EVIL}/", f"///{EVIL}//", f"/\\{EVIL}/", f"//{EVIL}/%2e%2e/"])
def test_an_address_of_many_slashes_leads_to_no_other_site(visitor: TestClient, path: str) -> None:
    answer = visitor.get(f"http://testserver{path}", follow_redirects=False)
    if answer.status_code == 307:
        assert answer.headers["location"].startswith("/")
        assert not answer.headers["location"].startswith(("//", "/\\"))
    else:
        refusal(answer, 404)


@pytest.mark.parametrize(
    "referer",
    [
        f"https://{EVIL}//{EVIL}/x", f"http://testserver//{EVIL}", f"http://testserver///{EVIL}", f"/\t/{EVIL}", "http://[",
        "http://[::1", "javascript:alert(1)", "", "\\\\" + EVIL, f"http://testserver/\\{EVIL}", "http://testserver/%0d%0aX-Evil:1",
        f"http:{EVIL}", f"//{EVIL}", f"http://testserver/.//{EVIL}", "/" + LONG,
    ],
    ids=lambda referer: referer[:40],
)  # fmt: skip
def test_the_way_back_stays_on_this_site(visitor: TestClient, referer: str) -> None:
    headers = {"referer": referer, "sec-fetch-site": "same-origin"}
    answer = visitor.post("/settings/text-size", data={"large": "1"}, headers=headers, follow_redirects=False)
    assert answer.status_code == 303
    location = answer.headers["location"]
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
    assert "\n" not in location
    assert "x-evil" not in answer.headers


def test_every_page_answers_to_head_without_a_body(visitor: TestClient) -> None:
    app = visitor.app
    assert isinstance(app, FastAPI)
    paths = [
        path for _, path in routes_of(app.router.routes, {"GET"}) if "{" not in path and not path.startswith("/qr")
    ]
    assert len(paths) > 20
    for path in paths:
        wanted, answer = visitor.get(path), visitor.head(path)
        assert (answer.status_code, answer.content) == (wanted.status_code, b"")
        # A page about the service's own numbers is never twice the same.
        if path != "/metrics":
            assert answer.headers["content-length"] == wanted.headers["content-length"]


@pytest.mark.parametrize(
    "method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "PHONE13800009999"]
)
def test_other_methods_are_refused_and_not_counted_by_name(visitor: TestClient, method: str) -> None:
    for path in ("/", "/law", "/case", "/case/debt", "/healthz", "/static/site.css", "/letters/police-report.pdf"):
        refusal(visitor.request(method, path), 405)
    for path in (CHECK, "/api/v1/conduct"):
        problem(visitor.request(method, path), 405)
    assert "PHONE" not in visitor.get("/metrics").text


def test_a_page_that_only_takes_forms_is_not_opened(visitor: TestClient) -> None:
    answer = visitor.get("/case/delete")
    refusal(answer, 405)
    assert answer.headers["allow"] == "POST"


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("application/pdf;q=inf", 200), ("a/b;q=-1,*/*", 200), ("," * 50_000, 200), ("", 200),
        ("application/pdf;q=0", 406), ("image/png", 406), (LONG, 406), ("application/pdf;q=1e999", 200), ("x/y, text/*;q=0.1", 200),
        ("APPLICATION/PDF", 200), ("text/html", 406), ("*/*;q=0", 406),
    ],
    ids=lambda value: repr(value)[:40],
)  # fmt: skip
def test_a_strange_accept_header(
    visitor: TestClient, letters: dict[str, dict[str, object]], accept: str, status: int
) -> None:
    answer = visitor.post("/api/v1/letters/police-report", json=letters["police-report"], headers={"accept": accept})
    assert answer.status_code == status
    if status == 406:
        problem(answer, 406)


@pytest.mark.parametrize("name", ["王\r\nX-Evil: 1", '王"; filename="evil.exe', "王/../../etc", "王\x00某"])
def test_a_name_in_a_title_breaks_no_header(
    visitor: TestClient, letters: dict[str, dict[str, dict[str, str]]], name: str
) -> None:
    body = letters["complaint-lender"]
    debt = {**body["debt"], "creditor": {"kind": "bank-card", "name": name}}
    answers = {**body["answers"], "c_name": name}
    asked = {**body, "debt": debt, "answers": answers}
    for accept in ("application/pdf", "text/plain"):
        answer = visitor.post("/api/v1/letters/complaint-lender", json=asked, headers={"accept": accept})
        assert answer.status_code == 200
        assert "x-evil" not in answer.headers
        shown, encoded = answer.headers["content-disposition"].split("; filename*=")
        suffix = "pdf" if accept == "application/pdf" else "txt"
        assert shown == f'attachment; filename="complaint-lender.{suffix}"'
        assert not set(encoded) & set('"/\\; \r\n')


def test_a_number_in_an_address_is_written_nowhere(visitor: TestClient) -> None:
    for path in (
        f"/nothing/{SECRET}",
        f"/law/{SECRET}",
        f"/letters/{SECRET}.pdf",
        f"/static/{SECRET}",
        f"/?q={SECRET}",
    ):
        visitor.get(path)
    visitor.post(
        CHECK, content=f'{{"debt": "{SECRET}"}}'.encode(), headers={**JSON, "user-agent": SECRET.encode().hex()}
    )


def test_what_a_public_address_says_wins_over_the_host(make_app: Callable[..., FastAPI]) -> None:
    with TestClient(make_app(public_url="https://zhaimingbai.example")) as client:
        for host in ("zhaimingbai.example", EVIL):
            page = read(client.get("/rights/privacy", headers={"host": host}))
            assert "https://zhaimingbai.example/rights/privacy" in list(page.all("link", "href"))
            assert b"https://zhaimingbai.example/changes" in client.get("/changes.atom", headers={"host": host}).content
