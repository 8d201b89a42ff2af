"""The servers that other tests stand on."""

from __future__ import annotations

import subprocess

import psycopg
from redis import Redis


def test_a_private_postgresql_answers(postgres_url: str) -> None:
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        encoding = connection.execute("show server_encoding").fetchone()
    assert encoding == ("UTF8",)


def test_a_private_redis_answers(redis_url: str) -> None:
    with Redis.from_url(redis_url) as client:
        assert client.ping()


def test_the_browser_starts(chromium_path: str) -> None:
    said = subprocess.run([chromium_path, "--version"], capture_output=True, text=True, check=True).stdout
    assert "Chrom" in said
