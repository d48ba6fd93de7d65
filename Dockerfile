# One image for server and workers. The web app is built in the first stage with the Node that
# comes as a Python package; what makes JPEGs coarser is compiled there, too.
FROM python:3.12-slim AS build
ENV UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy VIRTUAL_ENV=/opt/limn
# Who runs it may not write here, and would compile all of it again at each start.
ENV UV_COMPILE_BYTECODE=1
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev libjpeg62-turbo-dev
RUN pip install --no-cache-dir uv
WORKDIR /src
COPY . .
RUN uv venv /opt/limn \
 && uv pip install --require-hashes -r locks/run.txt \
 && uv pip install --no-deps ./core ./jpeg ./hostctl ./webapp ./plugins/formats ./plugins/storages

FROM python:3.12-slim
RUN apt-get update && apt-get install -y --no-install-recommends libjpeg62-turbo \
 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /data limn && mkdir /data && chown limn /data
COPY --from=build /opt/limn /opt/limn
ENV PATH=/opt/limn/bin:$PATH LIMN_DATA=/data DJANGO_SETTINGS_MODULE=limn.config.settings
USER limn
VOLUME /data
EXPOSE 8080
CMD ["hostctl", "up", "--data", "/data", "--host", "0.0.0.0", "--port", "8080"]
