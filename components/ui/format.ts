/** Numbers, sizes and times as a person reads them. The same in server and client components. */
import { useFormatter, useTranslations } from 'next-intl';

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Which unit a size is written in, and its value there. Steps of 1000, as disks and networks are sold. */
export function scaleBytes(bytes: number): { value: number; unit: (typeof BYTE_UNITS)[number] } {
  let value = bytes;
  let step = 0;
  // 999.5 would be rounded up to 1000 of the smaller unit.
  while (Math.abs(value) >= 999.5 && step < BYTE_UNITS.length - 1) {
    value /= 1000;
    step += 1;
  }
  return { value, unit: BYTE_UNITS[step] ?? 'byte' };
}

export interface DurationParts {
  hours: number;
  minutes: number;
  seconds: number;
}

/** Two units at most: hours with minutes, minutes with seconds, or seconds with a fraction below ten. */
export function splitDuration(seconds: number): DurationParts {
  const whole = Math.max(0, seconds);
  if (whole < 59.5) {
    const digits = whole < 0.995 ? 100 : whole < 9.95 ? 10 : 1;
    return { hours: 0, minutes: 0, seconds: Math.round(whole * digits) / digits };
  }
  if (whole < 3599.5) {
    const rounded = Math.round(whole);
    return { hours: 0, minutes: Math.floor(rounded / 60), seconds: rounded % 60 };
  }
  const minutes = Math.round(whole / 60);
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60, seconds: 0 };
}

export interface Format {
  count(value: number): string;
  bytes(value: number): string;
  /** 0 to 1; never 100 % before it is. */
  percent(share: number): string;
  seconds(seconds: number): string;
  milliseconds(ms: number): string;
  /** 20:41:07, in the person's zone. */
  clock(at: number): string;
  /** Day and minute, in the person's zone. */
  dateTime(at: number): string;
  /** Day, time and the zone's name: where it will be read elsewhere. */
  zoned(at: number): string;
  /** Exact and the same everywhere: for hovering and copying. */
  utc(at: number): string;
}

export function useFormat(): Format {
  return formatOf(useFormatter(), useTranslations('units'));
}

/** The same where there are no hooks: routes have the formatter and the words of next-intl/server. */
export function formatOf(
  format: ReturnType<typeof useFormatter>,
  t: ReturnType<typeof useTranslations<'units'>>,
): Format {
  const number = (value: number, digits = 0) => format.number(value, { maximumFractionDigits: digits });
  const seconds = (value: number) => {
    const parts = splitDuration(value);
    const words: string[] = [];
    if (parts.hours > 0) words.push(t('hours', { value: number(parts.hours) }));
    if (parts.minutes > 0) words.push(t('minutes', { value: number(parts.minutes) }));
    if ((parts.seconds > 0 && parts.hours === 0) || words.length === 0) {
      words.push(t('seconds', { value: number(parts.seconds, 2) }));
    }
    return words.join(' ');
  };
  return {
    count: (value) => number(value),
    bytes: (value) => {
      const { value: scaled, unit } = scaleBytes(value);
      // English Intl spells this one unit out, and without a plural.
      if (unit === 'byte') return t('bytes', { value: number(scaled) });
      const maximumFractionDigits = scaled >= 99.5 ? 0 : scaled >= 9.95 ? 1 : 2;
      return format.number(scaled, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits });
    },
    percent: (share) =>
      format.number(Math.floor(Math.min(1, Math.max(0, share)) * 100) / 100, { style: 'percent' }),
    seconds,
    milliseconds: (ms) =>
      ms < 1000 ? t('milliseconds', { value: number(Math.round(ms)) }) : seconds(ms / 1000),
    clock: (at) =>
      format.dateTime(at, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false }),
    dateTime: (at) =>
      format.dateTime(at, {
        day: 'numeric',
        month: 'short',
        year: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        hour12: false,
      }),
    zoned: (at) =>
      format.dateTime(at, {
        day: 'numeric',
        month: 'short',
        year: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        hour12: false,
        timeZoneName: 'short',
      }),
    utc: (at) => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`,
  };
}
