/** The three clients of the first start: one product, three customers, each with a file of its own. */
export const SAMPLE_CLIENTS = [
  { file: 'aurora-barbershop.db', client: 'Aurora Barbershop', rows: 3000, seed: 1 },
  { file: 'lotos-spa.db', client: 'СПА «Лотос»', rows: 5000, seed: 2 },
  { file: 'nord-studio.db', client: 'Nord Studio', rows: 8000, seed: 3 },
] as const;
