/** What the business offers: settings, categories, services, staff and their hours. */
import { BEGAN, type Context, each, language, type Writer } from './context.ts';
import { picture } from './picture.ts';
import { date, dateTime, personName } from './text.ts';
import { CATEGORIES, SERVICE_KINDS, SERVICE_QUALITIES } from './words.ts';

const DAY = 86_400;

export interface Service {
  price: number;
  minutes: number;
}

export function* writeCatalogue(context: Context, services: Service[]): Writer {
  yield* writeSettings(context);
  yield* writeCategories(context);
  yield* writeServices(context, services);
  yield* writeStaff(context);
}

function writeSettings({ client, currency, insert, random, rows }: Context): Writer {
  const settings: [string, string | null][] = [
    ['brand.name', client],
    ['brand.currency', currency],
    ['booking.lead_hours', '2'],
    ['booking.cancel_until', '24:00'],
    ['booking.steps', '["service","master","time","confirm"]'],
    ['bot.greeting', 'Здравствуйте! 👋 Выберите услугу.\nHello! Choose a service.'],
    ['bot.token', `${random.integer(1e8, 9e8)}:sample-${random.uuid()}`],
    ['reminder.enabled', 'true'],
    ['reminder.hours_before', '3.5'],
    ['site.path', 'C:\\booking\\site\\n'],
    ['site.footer', ''],
    ['loyalty.percent', null],
  ];
  return each(rows.settings, (number) => {
    const [key, value] = settings[number - 1] ?? [`extra.${number}`, null];
    insert('settings', [key, value, key === 'bot.token' ? 1 : 0, dateTime(BEGAN + number)]);
  });
}

function writeCategories({ insert, rows }: Context): Writer {
  return each(rows.categories, (number) =>
    insert('categories', [
      number,
      number === 1 ? null : number > 5 ? 2 : 1,
      CATEGORIES.ru[number - 1] ?? `Раздел ${number}`,
      CATEGORIES.en[number - 1] ?? `Section ${number}`,
      number * 10,
    ]),
  );
}

function writeServices({ currency, insert, random, rows }: Context, services: Service[]): Writer {
  return each(rows.services, (number) => {
    const kind = random.integer(0, SERVICE_KINDS.ru.length - 1);
    const quality = random.integer(0, SERVICE_QUALITIES.ru.length - 1);
    const price = currency === 'RUB' ? random.integer(10, 160) * 50 : random.integer(1900, 19_900) / 100;
    const minutes = random.pick([30, 45, 60, 90, 120]);
    services.push({ price, minutes });
    insert('services', [
      number,
      random.integer(1, rows.categories),
      `${SERVICE_KINDS.ru[kind]}, ${SERVICE_QUALITIES.ru[quality]}`,
      `${SERVICE_KINDS.en[kind]}, ${SERVICE_QUALITIES.en[quality]}`,
      random.chance(0.3) ? '' : `№${number} · ${minutes} мин / min · от ${price} ${currency}`,
      price,
      minutes,
      random.chance(0.9) ? 1 : 0,
      dateTime(BEGAN + random.integer(0, 90 * DAY)),
    ]);
  });
}

function* writeStaff(context: Context): Writer {
  const { insert, random, rows } = context;
  yield* each(rows.staff, (number) =>
    insert('staff', [
      number,
      personName(random, language(context)),
      date(BEGAN - random.integer(0, 900) * DAY),
      random.chance(0.1) ? null : 3 + random.unit() * 2,
      random.chance(0.2) ? null : picture(random),
    ]),
  );
  // Staff by turns, then the next service: no pair comes twice.
  yield* each(rows.service_staff, (number) =>
    insert('service_staff', [
      ((number - 1) % rows.staff) + 1,
      (Math.floor((number - 1) / rows.staff) % rows.services) + 1,
      random.integer(20, 60) / 100,
    ]),
  );
  yield* each(rows.working_hours, (number) =>
    insert('working_hours', [
      Math.floor((number - 1) / 6) + 1,
      ((number - 1) % 6) + 1,
      random.pick(['08:00', '09:00', '10:30']),
      random.pick(['17:00', '19:00', '21:45']),
    ]),
  );
}
