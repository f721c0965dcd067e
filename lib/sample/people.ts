/** Users and the admins among them. */
import { BEGAN, type Context, ENDED, each, language, type Writer } from './context.ts';
import { date, dateTime, emailOf, personName } from './text.ts';

export function* writePeople(context: Context): Writer {
  const { insert, random, rows } = context;
  const step = (ENDED - BEGAN) / (rows.users + 1);
  const shift = random.integer(0, 999_999_999);
  // Ten digits: past 32 bits, as identifiers of messengers are. Rising, so that its index only ever appends.
  let telegramId = 5_000_000_000;
  yield* each(rows.users, (number) => {
    const speaks = language(context);
    const name = personName(random, speaks);
    // 7919 has no factor in common with 10^9: no number comes twice.
    const phone = String((number * 7919 + shift) % 1_000_000_000).padStart(9, '0');
    telegramId += random.integer(1, 900);
    insert('users', [
      number,
      telegramId,
      name,
      `+79${phone}`,
      random.chance(0.25) ? null : emailOf(name, number),
      speaks,
      random.chance(0.4) ? null : date(random.integer(-600_000_000, 1_100_000_000)),
      random.chance(0.93) ? 1 : 0,
      random.chance(0.7) ? 0 : random.integer(-50_00, 5_000_00) / 100,
      number > 1 && random.chance(0.2) ? random.integer(1, number - 1) : null,
      preferences(context, speaks),
      dateTime(Math.floor(BEGAN + number * step)),
    ]);
  });
  const roles = ['owner', 'manager', 'manager', 'operator'];
  yield* each(rows.admins, (number) =>
    insert('admins', [
      number,
      number,
      roles[(number - 1) % roles.length] ?? 'operator',
      number === 1 ? '["*"]' : '["bookings.read","bookings.write"]',
      dateTime(BEGAN + number * 3600),
    ]),
  );
}

function preferences({ random }: Context, speaks: string): string | null {
  if (random.chance(0.5)) return null;
  return JSON.stringify({
    lang: speaks,
    notify: { telegram: random.chance(0.8), email: random.chance(0.3) },
    tags: random.chance(0.3) ? ['vip', speaks === 'ru' ? 'постоянный' : 'regular'] : [],
    discount: random.integer(0, 30) / 100,
  });
}
