# Python packages only: fonts, time zones and the typesetter come as wheels, so nothing is installed from the system.
FROM python:3.13-slim AS build
COPY requirements.lock /
RUN python -m venv /venv \
    && /venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check --retries 10 --require-hashes -r /requirements.lock

FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    ENVIRONMENT=production
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin app \
    && install -d -o app -g app -m 700 /srv/zhaimingbai/var
WORKDIR /srv/zhaimingbai
COPY --from=build /venv /venv
COPY app ./app
COPY templates ./templates
COPY content ./content
RUN python -m compileall -q app && python -m app check
USER 10001
VOLUME /srv/zhaimingbai/var
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["python", "-m", "app", "serve", "--host", "0.0.0.0", "--port", "8000", "--workers", "2"]
