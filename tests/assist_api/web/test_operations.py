from tests.assist_api.conftest import Service


def test_the_service_says_that_it_lives_and_that_it_is_ready(service: Service) -> None:
    assert service.client.get("/healthz").json() == {"status": "ok"}
    answer = service.client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]) == (200, {"database": True, "bot": True, "knowledge": True})


def test_without_the_bot_it_is_not_ready_and_says_what_is_missing(service: Service) -> None:
    service.rasa.down = True
    answer = service.client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["bot"]) == (503, False)


def test_prometheus_finds_requests_and_conversations(service: Service) -> None:
    service.shopper().say("你好")
    text = service.client.get("/metrics").text
    assert 'xiaoer_conversations{state="bot"} 1.0' in text
    assert 'route="/api/v1/chat/conversations/{conversation_id}/messages"' in text


def test_pages_and_files_carry_the_headers_that_keep_foreign_script_out(service: Service) -> None:
    for path in ("/", "/desk/", "/trainer/", "/docs", "/static/shared/html.js"):
        answer = service.client.get(path)
        assert answer.status_code == 200
        assert "script-src 'self'" in answer.headers["content-security-policy"]


def test_every_call_of_the_design_is_on_the_openapi_page(service: Service) -> None:
    paths = service.client.get("/openapi.json").json()["paths"]
    expected = {
        "/api/v1/chat/conversations",
        "/api/v1/chat/conversations/{conversation_id}",
        "/api/v1/chat/conversations/{conversation_id}/messages",
        "/api/v1/nlu/parse",
        "/api/v1/assist/suggestions",
        "/api/v1/assist/feeling",
        "/api/v1/assist/handover",
        "/api/v1/knowledge/search",
        "/healthz",
        "/readyz",
        "/metrics",
    }
    assert expected <= set(paths)


def test_the_page_of_the_api_needs_nothing_from_outside(service: Service) -> None:
    page = service.client.get("/docs").text
    assert "http" not in page.replace("<!doctype html>", "")
    assert service.client.get("/docs/assets/swagger-ui-bundle.js").status_code == 200
