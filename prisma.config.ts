import { defineConfig } from 'prisma/config';

/** For Prisma's own commands only: the panel applies its migrations itself (lib/store/migrate.ts). */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
