/** Bookings with their payments and reviews, and the log of what happened. */
import type { Service } from './catalogue.ts';
import { BEGAN, type Context, ENDED, each, language, type Writer } from './context.ts';
import { dateTime, request, reviewText } from './text.ts';

const MINUTE = 60;
const QUARTER = 15 * MINUTE;
const DAY = 86_400;
/** In quarters of an hour since midnight: 9:00 and 19:30. */
const OPENS = 36;
const CLOSES = 78;
const METHODS = ['card', 'card', 'sbp', 'cash', 'apple_pay'];
const ACTIONS = ['create', 'update', 'cancel', 'pay', 'login'];

export function* writeOrders(context: Context, services: Service[]): Writer {
  const { insert, random, rows } = context;
  const step = (ENDED - BEGAN) / (rows.bookings + 1);
  let payments = 0;
  let reviews = 0;
  yield* each(rows.bookings, (number) => {
    const user = random.integer(1, rows.users);
    const serviceId = random.integer(1, rows.services);
    const service = services[serviceId - 1] as Service;
    const speaks = language(context);
    const createdAt = Math.floor(BEGAN + number * step);
    const day = Math.floor(createdAt / DAY) + random.integer(1, 21);
    const startsAt = day * DAY + random.integer(OPENS, CLOSES) * QUARTER;
    // Spread evenly, so that exactly as many as asked for have one, whatever the size.
    const isPaid = Math.floor((number * rows.payments) / rows.bookings) > payments;
    const isReviewed = Math.floor((number * rows.reviews) / rows.bookings) > reviews;
    const updatedAt = createdAt + (random.chance(0.6) ? 0 : random.integer(60, 90_000));
    const unpaid = random.pick(['pending', 'confirmed', 'cancelled', 'no_show']);
    insert('bookings', [
      number,
      user,
      serviceId,
      random.chance(0.05) ? null : random.integer(1, rows.staff),
      dateTime(startsAt),
      dateTime(startsAt + service.minutes * MINUTE),
      isReviewed || isPaid ? 'done' : unpaid,
      service.price,
      isPaid ? 1 : 0,
      random.chance(0.6) ? null : request(random, speaks),
      dateTime(createdAt),
      dateTime(updatedAt),
    ]);
    if (isPaid) {
      payments++;
      insert('payments', payment(context, payments, number, service.price, createdAt));
    }
    if (isReviewed) {
      reviews++;
      const stars = random.pick([5, 5, 5, 4, 4, 3, 2, 1]);
      insert('reviews', [
        reviews,
        number,
        user,
        stars,
        random.chance(0.2) ? null : (stars - 3) / 2 + (random.unit() - 0.5) / 4,
        random.chance(0.15) ? null : reviewText(random, speaks, stars),
        dateTime(startsAt + random.integer(1, 200) * 3600),
      ]);
    }
  });
  yield* writeAuditLog(context);
}

function payment({ currency, random }: Context, id: number, booking: number, price: number, at: number) {
  const method = random.pick(METHODS);
  const payload =
    method === 'cash'
      ? null
      : JSON.stringify({
          provider: method,
          ok: true,
          fee: random.integer(0, 300) / 100,
          ip: `10.0.${id & 255}.7`,
        });
  return [
    id,
    booking,
    price,
    currency,
    method,
    random.uuid(),
    payload,
    random.chance(0.02) ? random.bytes(random.integer(16, 96)) : null,
    dateTime(at + random.integer(30, 3600)),
  ];
}

function writeAuditLog({ insert, random, rows }: Context): Writer {
  const step = ((ENDED - BEGAN) * 1000) / (rows.audit_log + 1);
  return each(rows.audit_log, (number) => {
    const action = random.pick(ACTIONS);
    const booking = random.integer(1, rows.bookings);
    const isBooking = action !== 'login';
    insert('audit_log', [
      number,
      Math.floor(BEGAN * 1000 + number * step),
      random.chance(0.3) ? 'bot' : `admin:${random.integer(1, rows.admins)}`,
      action,
      isBooking ? 'bookings' : 'admins',
      isBooking ? booking : null,
      random.chance(0.5) ? null : `{"before":null,"after":{"id":${booking},"by":"${action}"}}`,
    ]);
  });
}
