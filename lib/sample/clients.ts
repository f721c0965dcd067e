/** The clients of the first start: one product, each customer with a file of their own. */
export const SAMPLE_CLIENTS = [
  { file: 'aurora-barbershop.db', client: 'Aurora Barbershop', rows: 3000, seed: 1 },
  { file: 'lotos-spa.db', client: 'СПА «Лотос»', rows: 5000, seed: 2 },
  { file: 'nord-studio.db', client: 'Nord Studio', rows: 8000, seed: 3 },
  /** Its loyalty cards have what real databases have: the tour leads through it. */
  { file: 'harbour-salon.db', client: 'Harbour Salon', rows: 1000, seed: 4, rough: true },
] as const;
