"""The files an operator uses agree with each other and with the code."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from app import VERSION
from app.cli import GRACE_SECONDS, parser
from app.settings import SHORTEST_SECRET, Settings

ROOT = Path(__file__).parents[1]
KUBERNETES = ROOT / "deploy" / "kubernetes"
UNIT = ROOT / "deploy" / "systemd" / "zhaimingbai.service"
PORT = 8000
NAME = re.compile(r"[-_.]+")
# What compose and the database image read; everything else must be a setting of ours.
NOT_OURS = {"DOMAIN", "POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD", "PATH", "PYTHONUNBUFFERED"}
PAGES = ("README.md", "docs/operating.md", "docs/settings.md")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def project() -> dict[str, Any]:
    return tomllib.loads(text("pyproject.toml"))


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile as (instruction, rest)."""
    lines = re.sub(r"\\\n", " ", text("Dockerfile")).splitlines()
    return [
        (word, rest.strip())
        for word, _, rest in (line.partition(" ") for line in lines if line.strip() and not line.startswith("#"))
    ]


def instruction(word: str) -> list[str]:
    return [rest for found, rest in instructions() if found == word]


def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(text("compose.yaml"))
    return found


def resources() -> list[dict[str, Any]]:
    """Every Kubernetes object in the folder."""
    return [one for path in sorted(KUBERNETES.glob("*.yaml")) for one in yaml.safe_load_all(path.read_text("utf-8"))]


def resource(kind: str, name: str = "zhaimingbai") -> dict[str, Any]:
    return next(one for one in resources() if one["kind"] == kind and one["metadata"]["name"] == name)


def container() -> dict[str, Any]:
    found: dict[str, Any] = resource("Deployment")["spec"]["template"]["spec"]["containers"][0]
    return found


def unit() -> dict[str, list[str]]:
    """The keys of the unit's service section; a key may stand several times."""
    found: dict[str, list[str]] = {}
    for line in UNIT.read_text("utf-8").partition("[Service]")[2].partition("[Install]")[0].splitlines():
        key, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(key, []).append(value)
    return found


def pins(lock: str) -> dict[str, set[str]]:
    """name → versions of a lock file; several where a package differs by Python version."""
    found: dict[str, set[str]] = {}
    for match in re.finditer(r"^([A-Za-z0-9._-]+)==(\S+)", text(lock), re.MULTILINE):
        found.setdefault(NAME.sub("-", match[1]).lower(), set()).add(match[2])
    return found


def wanted(*extras: str) -> set[str]:
    """The names pyproject asks for, with these extras."""
    lines = list(project()["project"]["dependencies"])
    for extra in extras:
        lines += project()["project"]["optional-dependencies"][extra]
    return {NAME.sub("-", re.split(r"[\[<>=!~; ]", line, maxsplit=1)[0]).lower() for line in lines}


# Commands ------------------------------------------------------------------------------------------------------------


def commands() -> Iterator[tuple[str, list[str]]]:
    """(where it stands, the words after `python -m app`) of every command we tell anyone to run."""
    yield "Dockerfile", json.loads(instruction("CMD")[-1])[3:]
    yield "deployment", container()["args"][3:]
    yield "unit", shlex.split(unit()["ExecStart"][0])[3:]
    for name in ("Makefile", "Dockerfile", *PAGES, "CHANGELOG.md"):
        for match in re.finditer(r"python -m app ((?:[^\s`\"|]|\"[^\"]*\"|[ ](?=[^|#&]))+)", text(name)):
            yield name, shlex.split(match[1].replace("$(HOST)", "127.0.0.1").replace("$(PORT)", "8000"))


def test_every_command_is_one_the_program_knows() -> None:
    found = list(commands())
    assert {"Dockerfile", "deployment", "unit", "Makefile", "README.md", "docs/operating.md"} <= {
        one for one, _ in found
    }
    for where, words in found:
        known = parser().parse_args(words)
        assert callable(known.run), where


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))


def test_every_make_target_we_name_exists() -> None:
    for name in (*PAGES, ".ci/run", "Makefile"):
        named = set(re.findall(r"(?:^ {4}|`)make (?:[A-Z]+=\S+ )*([a-z]+)", text(name), re.MULTILINE))
        assert named <= targets(), name
    assert set(re.search(r"^\.PHONY: (.*)$", text("Makefile"), re.MULTILINE)[1].split()) == targets()  # type: ignore[index]


def test_make_help_lists_every_target() -> None:
    shown = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert {line.split()[1] for line in shown.splitlines()} == targets()


@pytest.mark.parametrize("target", ["run", "test", "check", "lint", "types", "bench", "lock", "clean"])
def test_make_understands_its_targets(target: str) -> None:
    shown = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert shown.strip()


def test_make_installs_only_what_is_pinned_and_hashed() -> None:
    assert text("Makefile").count("pip install") == text("Makefile").count("--require-hashes") == 1
    for lock in re.findall(r"\$\(call install,(\S+)\)", text("Makefile")):
        assert (ROOT / lock).is_file()


def test_make_run_takes_host_and_port() -> None:
    words = ["make", "-n", "run", "HOST=0.0.0.0", "PORT=8123"]
    shown = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert '--host "0.0.0.0" --port "8123"' in shown


def test_an_old_python_is_refused_in_a_sentence(tmp_path: Path) -> None:
    old = tmp_path / "python-of-old"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\nexit 1\n')
    old.chmod(0o755)
    words = ["make", "-f", str(ROOT / "Makefile"), f"PYTHON={old}", ".venv/bin/python"]
    refused = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert refused.returncode != 0
    assert f"Python {minimum()} or newer is needed" in refused.stderr
    assert "Python 3.9.2" in refused.stderr
    assert not (tmp_path / ".venv").exists()


def test_ci_is_a_program_that_ends_in_make_test() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    subprocess.run(["bash", "-n", script], check=True)
    assert "set -euo pipefail" in text(".ci/run")
    assert text(".ci/run").rstrip().endswith("make test")


# Versions ------------------------------------------------------------------------------------------------------------


def minimum() -> str:
    """3.11"""
    return str(project()["project"]["requires-python"]).removeprefix(">=")


def as_numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def test_the_python_we_ask_for_is_the_same_everywhere() -> None:
    assert f"Python {minimum()} or newer" in text("README.md")
    assert f"Python >= {minimum()}" in text("Makefile")
    assert f"sys.version_info < {as_numbers(minimum())}" in text("Makefile")
    assert f"--python-version {minimum()}" in text("Makefile")
    assert project()["tool"]["ruff"]["target-version"] == f"py{minimum().replace('.', '')}"


def test_the_image_has_one_python_that_fits() -> None:
    bases = {re.fullmatch(r"python:(3\.\d+)-slim(?: AS \w+)?", rest) for rest in instruction("FROM")}
    versions = {match[1] if match else None for match in bases}
    assert len(versions) == 1
    version = versions.pop()
    assert version is not None
    assert as_numbers(version) >= as_numbers(minimum())


def test_the_version_is_the_same_everywhere() -> None:
    assert project()["project"]["version"] == VERSION
    assert re.findall(r"^### (\d\S*)$", text("CHANGELOG.md").partition("## Law")[0], re.MULTILINE)[0] == VERSION
    images = yaml.safe_load((KUBERNETES / "kustomization.yaml").read_text("utf-8"))["images"]
    assert [(image["name"], image["newTag"]) for image in images] == [(container()["image"], VERSION)]


def test_software_and_law_change_apart() -> None:
    assert re.findall(r"^## (.*)$", text("CHANGELOG.md"), re.MULTILINE) == ["Software", "Law and content"]


# Locks ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lock", "extras"), [("requirements.lock", ("postgres",)), ("requirements-test.lock", ("postgres", "test"))]
)
def test_a_lock_holds_all_that_pyproject_asks_for(lock: str, extras: tuple[str, ...]) -> None:
    assert wanted(*extras) <= set(pins(lock))


def test_tests_run_on_the_versions_that_are_served() -> None:
    tested = pins("requirements-test.lock")
    for name, versions in pins("requirements.lock").items():
        assert tested[name] == versions


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_a_lock_is_hashed_and_names_no_host(lock: str) -> None:
    blocks = re.split(r"^(?=[a-z0-9])", text(lock), flags=re.IGNORECASE | re.MULTILINE)
    assert all("--hash=sha256:" in block for block in blocks if "==" in block.partition("\n")[0])
    assert not re.search(r"https?://|--index|--find-links|--trusted-host", text(lock))


# The image -----------------------------------------------------------------------------------------------------------


def test_what_the_image_copies_exists_and_is_let_through() -> None:
    let = {line.removeprefix("!") for line in text(".dockerignore").splitlines() if line.startswith("!")}
    copied = {rest.split()[0] for rest in instruction("COPY") if not rest.startswith("--from")}
    assert copied == let
    assert all((ROOT / name).exists() for name in copied)
    assert {"app", "templates", "content", "requirements.lock"} == copied


def test_the_image_runs_as_nobody_and_installs_no_system_package() -> None:
    assert instruction("USER") == ["10001"]
    assert "--uid 10001" in text("Dockerfile")
    assert "apt-get" not in text("Dockerfile")
    assert "--require-hashes" in text("Dockerfile")


def test_the_image_holds_no_secret() -> None:
    assert "SECRET_KEY" not in text("Dockerfile")
    assert "ENVIRONMENT=production" in " ".join(instruction("ENV"))


def test_the_image_says_whether_it_is_well() -> None:
    health = instruction("HEALTHCHECK")[0]
    program = json.loads(health[health.index("[") :])
    address = re.search(r"http://\S+?(?=')", program[2])
    assert program[:2] == ["python", "-c"]
    assert address is not None
    assert urlsplit(address[0])[1:3] == (f"127.0.0.1:{PORT}", "/healthz")
    compile(program[2], "HEALTHCHECK", "exec")


# Ports and settings --------------------------------------------------------------------------------------------------


def test_the_port_is_the_same_everywhere() -> None:
    served = [parser().parse_args(words).port for where, words in commands() if where != "Makefile" and words[0] == "serve"
              and "--port" in words]  # fmt: skip
    assert set(served) == {PORT}
    assert parser().parse_args(["serve"]).port == PORT
    assert instruction("EXPOSE") == [str(PORT)]
    assert f"reverse_proxy app:{PORT}" in text("deploy/caddy/Caddyfile")
    assert [one["containerPort"] for one in container()["ports"]] == [PORT]
    assert f"PORT ?= {PORT}" in text("Makefile")
    assert Settings.model_fields["public_url"].default == f"http://127.0.0.1:{PORT}"
    assert f"http://127.0.0.1:{PORT}" in text("README.md")


def environments() -> Iterator[tuple[str, str]]:
    """(file, name) of every environment variable that is set anywhere."""
    for rest in instruction("ENV"):
        yield from (("Dockerfile", pair.partition("=")[0]) for pair in shlex.split(rest))
    for service in compose()["services"].values():
        yield from (("compose", name) for name in service.get("environment", {}))
    yield from (("compose", name) for name in re.findall(r"\$\{([A-Z_]+)", text("compose.yaml")))
    yield from (("deployment", one["name"]) for one in container()["env"])
    yield from (("unit", pair.partition("=")[0]) for pair in unit()["Environment"])
    yield from (("Caddyfile", name) for name in re.findall(r"\{\$([A-Z_]+)", text("deploy/caddy/Caddyfile")))
    yield from (("operating", name) for name in re.findall(r'"([A-Z_]+)=', text("docs/operating.md")))
    yield from (("operating", name) for name in re.findall(r"`([A-Z]+_[A-Z_]+)`", text("docs/operating.md")))


def test_every_variable_is_a_setting() -> None:
    settings = {name.upper() for name in Settings.model_fields}
    unknown = [one for one in environments() if one[1] not in settings | NOT_OURS]
    assert unknown == []


def test_every_way_to_run_it_for_others_is_production_with_a_secret() -> None:
    app = compose()["services"]["app"]["environment"]
    assert app["ENVIRONMENT"] == "production"
    assert app["SECRET_KEY"].startswith("${SECRET_KEY:?")
    env = {one["name"]: one for one in container()["env"]}
    assert env["ENVIRONMENT"]["value"] == "production"
    assert "secretKeyRef" in env["SECRET_KEY"]["valueFrom"]
    assert "ENVIRONMENT=production" in unit()["Environment"]
    assert "EnvironmentFile" in unit()
    assert f"at least {SHORTEST_SECRET}" in text("docs/operating.md")


@pytest.mark.parametrize(
    "url", ["postgresql://zhaimingbai:secret@database/zhaimingbai", "sqlite:////var/lib/zhaimingbai/zhaimingbai.db"]
)
def test_the_databases_of_the_examples_are_accepted(url: str) -> None:
    filled = re.sub(
        r"\$\{POSTGRES_PASSWORD:[^}]*\}", "secret", compose()["services"]["app"]["environment"]["DATABASE_URL"]
    )
    assert url in (filled, unit()["Environment"][1].partition("=")[2])
    assert Settings(database_url=url).database_url == url


# What is reachable ---------------------------------------------------------------------------------------------------


def test_only_the_proxy_is_reachable_from_outside() -> None:
    services = compose()["services"]
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    assert compose()["networks"]["back"] == {"internal": True}
    assert services["database"]["networks"] == ["back"]
    assert "reverse_proxy app:" in text("deploy/caddy/Caddyfile")


def test_metrics_are_not_for_the_public() -> None:
    assert "path /metrics" in text("deploy/caddy/Caddyfile")
    paths = resource("Ingress")["spec"]["rules"][0]["http"]["paths"]
    backends = {one["path"]: one["backend"]["service"]["name"] for one in paths}
    assert backends == {"/": "zhaimingbai", "/metrics": "zhaimingbai-nothing"}
    assert resource("Service", "zhaimingbai-nothing")["spec"]["selector"] != resource("Service")["spec"]["selector"]


def test_the_proxy_lets_through_what_the_app_reads() -> None:
    limit = re.search(r"max_size (\d+)MB", text("deploy/caddy/Caddyfile"))
    assert limit is not None
    assert int(limit[1]) * 1_000_000 >= Settings.model_fields["max_upload_bytes"].default


def test_kubernetes_lists_every_file_and_its_labels_meet() -> None:
    listed = yaml.safe_load((KUBERNETES / "kustomization.yaml").read_text("utf-8"))["resources"]
    assert {*listed, "kustomization.yaml"} == {path.name for path in KUBERNETES.glob("*.yaml")}
    labels = resource("Deployment")["spec"]["template"]["metadata"]["labels"]
    assert resource("Service")["spec"]["selector"] == labels
    assert resource("Deployment")["spec"]["selector"]["matchLabels"] == labels
    assert resource("PodDisruptionBudget")["spec"]["selector"]["matchLabels"] == labels
    assert resource("NetworkPolicy")["spec"]["podSelector"]["matchLabels"] == labels


def test_kubernetes_runs_it_without_rights_and_asks_how_it_is() -> None:
    pod = resource("Deployment")["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert str(pod["securityContext"]["runAsUser"]) == instruction("USER")[0]
    assert container()["securityContext"]["readOnlyRootFilesystem"] is True
    assert container()["livenessProbe"]["httpGet"]["path"] == "/healthz"
    assert container()["readinessProbe"]["httpGet"]["path"] == "/readyz"
    assert pod["terminationGracePeriodSeconds"] > GRACE_SECONDS


def test_the_unit_gives_it_time_to_stop_and_only_its_folder() -> None:
    assert int(unit()["TimeoutStopSec"][0]) > GRACE_SECONDS
    assert unit()["ProtectSystem"] == ["strict"]
    folder = unit()["StateDirectory"][0]
    assert f"/var/lib/{folder}/" in unit()["Environment"][1]


# Pages ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_links_to_files_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", text(page)):
        if not target.startswith("http"):
            assert ((ROOT / page).parent / target).exists(), target


def test_the_first_page_fits_one_screen_and_starts_with_two_commands() -> None:
    lines = text("README.md").splitlines()
    assert len(lines) <= 45
    assert re.findall(r"^    (\w+ \w+)", text("README.md"), re.MULTILINE)[:2] == ["make run", "make test"]


def test_every_file_the_operators_page_names_exists() -> None:
    for name in re.findall(r"`((?:deploy|docs|app)/[\w./-]+)`", text("docs/operating.md")):
        assert (ROOT / name).exists(), name
