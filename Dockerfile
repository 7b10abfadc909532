# The image holds the program alone: give it a database with DATABASE_URL (compose.yaml does).

FROM rust:1-bookworm AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --profile dist --locked --bin proffer \
    && cp target/dist/proffer /usr/local/bin/proffer

FROM debian:bookworm-slim
RUN useradd --system --uid 10001 --home-dir /var/lib/proffer --create-home proffer
COPY --from=build /usr/local/bin/proffer /usr/local/bin/proffer
# Whom webhooks trust: the slim image has no certificate authorities of its own.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
USER proffer
WORKDIR /var/lib/proffer
# Every interface of the container: what is reachable from outside is decided where it is run.
ENV PROFFER_LISTEN=0.0.0.0:8000 \
    PROFFER_DATA_DIR=/var/lib/proffer \
    PROFFER_LOG_FORMAT=json
VOLUME /var/lib/proffer
EXPOSE 8000
STOPSIGNAL SIGTERM
# The image has no curl; bash can open a connection by itself.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/8000 && printf 'GET /health/ready HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["proffer"]
CMD ["serve"]
