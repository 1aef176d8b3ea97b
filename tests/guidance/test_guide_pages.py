from __future__ import annotations

import io
import struct
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from app.domain.moment import say_day
from app.guidance.model import GuideBook, Topic


def test_every_page_list_and_plain_text_opens(client: TestClient, guides: GuideBook) -> None:
    for topic in Topic:
        listed = client.get(f"/{topic}")
        assert listed.status_code == 200, topic
        for guide in guides.under(topic):
            assert f'href="{guide.url}"' in listed.text
            shown = client.get(guide.url)
            assert shown.status_code == 200 and shown.text.count("<h1") == 1, guide.ref
            assert f"<h1>{guide.file.title}</h1>" in shown.text
            text = client.get(f"{guide.url}.txt")
            assert text.headers["content-type"] == "text/plain; charset=utf-8"
            assert text.text.startswith(guide.file.title + "\n")
            assert f"核对日期：{say_day(guide.file.checked_on)}" in text.text


def test_a_page_shows_its_sources_its_dates_and_how_to_share_it(client: TestClient) -> None:
    shown = client.get("/routes/payment-order").text
    assert '<a href="/law/minsu/2024-01-01#article-227">《民事诉讼法》第227条</a>' in shown
    assert "核对日期：" in shown and "下次核对：" in shown
    assert "这条常被写错" in shown
    assert 'src="/qr.svg?path=/routes/payment-order"' in shown and 'href="/qr.png?path=/routes/payment-order"' in shown
    assert 'value="http://127.0.0.1:8000/routes/payment-order"' in shown
    assert "这页该重新核对了" not in shown


def test_a_page_can_be_read_by_the_law_of_another_day(client: TestClient) -> None:
    shown = client.get("/routes/payment-order?as_of=2023-06-01").text
    assert "《民事诉讼法》第223条" in shown and "《民事诉讼法》第227条" not in shown
    assert "2023年6月1日" in shown
    assert "as_of%3D2023-06-01" in shown
    text = client.get("/routes/payment-order.txt?as_of=2023-06-01").text
    assert "（按2023年6月1日的法律）" in text and "《民事诉讼法》第223条" in text


@pytest.mark.parametrize("day", ["1850-01-01", "2999-01-01", "yesterday", "2026-13-01"])
@pytest.mark.parametrize("path", ["/routes/payment-order", "/routes/payment-order.txt", "/routes", "/map"])
def test_a_day_that_is_none_is_refused_with_a_sentence(client: TestClient, path: str, day: str) -> None:
    refused = client.get(path, params={"as_of": day})
    assert refused.status_code == 422 and "日期" in refused.text


def test_an_unknown_page_suggests_the_nearest(client: TestClient) -> None:
    missing = client.get("/routes/payment-ordr")
    assert missing.status_code == 404 and 'href="/routes/payment-order"' in missing.text
    elsewhere = client.get("/tactics/payment-order")
    assert elsewhere.status_code == 404 and 'href="/routes/payment-order"' in elsewhere.text
    assert client.get("/routes/payment-ordr.txt").status_code == 404
    assert client.get("/rights/%3Cscript%3E").status_code == 404
    assert client.get("/no-such-topic").status_code == 404
    assert client.get("/no-such-topic/payment-order").status_code == 404


def test_the_map_shows_each_step_with_its_page_and_its_law(client: TestClient, guides: GuideBook) -> None:
    shown = client.get("/map").text
    assert guides.route_map is not None
    for step in guides.route_map.steps.values():
        assert f'id="step-{step.id}"' in shown
        assert not step.page or f'href="/{step.page}"' in shown
    assert shown.count("<h1") == 1 and "<svg" in shown
    assert '<a class="law" href="/law/minsu/2024-01-01#article-227">' in shown
    assert "《民事诉讼法》第223条" in client.get("/map?as_of=2023-06-01").text
    assert 'href="/map"' in client.get("/routes").text


def test_a_qr_code_leads_to_our_own_page(client: TestClient) -> None:
    svg = client.get("/qr.svg", params={"path": "/routes/payment-order"})
    assert svg.headers["content-type"] == "image/svg+xml"
    assert ElementTree.fromstring(svg.content).tag.endswith("svg")
    png = client.get("/qr.png", params={"path": "/routes/payment-order"})
    assert png.headers["content-type"] == "image/png"
    width, height = struct.unpack(">II", io.BytesIO(png.content).getvalue()[16:24])
    assert width == height >= 250
    assert client.get("/qr.png", params={"path": "/routes/payment-order"}).content == png.content
    assert client.get("/qr.png", params={"path": "/routes/litigation"}).content != png.content
    assert client.get("/qr.svg", params={"path": "/routes/payment-order?as_of=2023-06-01"}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "https://evil.example/",
        "//evil.example/",
        "routes",
        "",
        "/a?q=x",
        "/a#x",
        "/../etc",
        "/a b",
        "/" + "a" * 500,
        "/<b>",
    ],
)
def test_a_qr_code_for_anything_else_is_refused(client: TestClient, path: str) -> None:
    assert client.get("/qr.svg", params={"path": path}).status_code == 422
    assert client.get("/qr.png", params={"path": path}).status_code == 422
