# One image for server and workers. The web app is built in the first stage with the Node that
# comes as a Python package, so nothing but a package index is needed.
FROM python:3.12-slim AS build
ENV UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=/opt/limn UV_LINK_MODE=copy
RUN pip install --no-cache-dir uv
WORKDIR /src
COPY . .
RUN uv sync --locked --all-packages --no-dev --no-editable

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /data limn && mkdir /data && chown limn /data
COPY --from=build /opt/limn /opt/limn
ENV PATH=/opt/limn/bin:$PATH LIMN_DATA=/data DJANGO_SETTINGS_MODULE=limn.config.settings
USER limn
VOLUME /data
EXPOSE 8080
CMD ["hostctl", "up", "--data", "/data", "--host", "0.0.0.0", "--port", "8080"]
