# syntax=docker/dockerfile:1
# Runbook in a container: server, orchestrator or worker, whichever it is told to be.
#   docker build -t runbook .
#   docker run -p 127.0.0.1:4000:4000 -v runbook:/data runbook serve --host 0.0.0.0 --url http://localhost:4000

FROM node:20-slim AS build
WORKDIR /source
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
# The bundle, and the one package beside it; of that, the library for this image's C library.
RUN npm run build \
  && node scripts/package.mjs /out \
  && rm -rf /out/node_modules/@libsql/*-musl

FROM node:20-slim
# git and ssh fetch repositories; tini is the first process and takes care of those that steps leave behind.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates git openssh-client tini \
  && rm -rf /var/lib/apt/lists/* \
  && install -d -o node -g node -m 700 /data /keys
COPY --from=build /out /opt/runbook
RUN ln -s /opt/runbook/dist/runbook.js /usr/local/bin/runbook
USER node
ENV RUNBOOK_DATA=/data
VOLUME /data
EXPOSE 4000
# The server answers probes at its own port, every other process at RUNBOOK_HEALTH_PORT.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "const { RUNBOOK_HEALTH_PORT: health, RUNBOOK_PORT: port = 4000 } = process.env; fetch(`http://127.0.0.1:${health ?? port}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--", "runbook"]
CMD ["serve"]
