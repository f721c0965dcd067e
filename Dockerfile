# syntax=docker/dockerfile:1
# The panel in one container: web and worker under one supervisor. With DATABASE_URL, APP_SECRET and ENCRYPTION_KEY it
# keeps its state in a PostgreSQL of your own; without them in an embedded one, below /data like everything it keeps.

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN npm run build && rm -rf .next/cache

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOWDAH_DATA=/data HOWDAH_HOST=0.0.0.0 PORT=3000
COPY --from=packages /app/node_modules ./node_modules
COPY . .
COPY --from=build /app/lib/store/generated ./lib/store/generated
COPY --from=build /app/.next ./.next
RUN mkdir --mode=0700 /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "scripts/serve/main.ts", "--built"]
