import type { Json } from "../../api/views";
import { isObject } from "../../form/schema";

/** A value as people write it, and exactly as it is. */
export interface Readable {
  text: string;
  exact: string;
}

/** What stands beside a value: its name, the object it is in, and its schema where there is one. */
export interface Around {
  name?: string;
  in?: Record<string, Json | undefined>;
  schema?: Json;
}

const MONEY =
  /(^|[_.-])(amount|total|subtotal|price|cost|fee|sum|balance|refund|payment|salary|budget|limit|due|paid|usd|eur|gbp|chf)([_.-]|$)/i;
const NAMED_CURRENCY = /(^|[_.-])(usd|eur|gbp|chf)([_.-]|$)/i;
const CURRENCY = /^[A-Z]{3}$/;
const CURRENCY_NAME = /(^|[_.-])currency([_.-]|$)/i;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** Undefined where there is nothing to say beyond the value itself. */
export function readable(
  value: Json | undefined,
  around: Around = {},
  locale?: string,
): Readable | undefined {
  if (typeof value === "number") {
    return number(value, around, locale);
  }
  return typeof value === "string" ? date(value, locale) : undefined;
}

function number(value: number, around: Around, locale: string | undefined): Readable | undefined {
  // What a double cannot hold was rounded as it came in: saying it as exact would be a lie.
  const exact = Number.isInteger(value) && !Number.isSafeInteger(value) ? `about ${value}` : String(value);
  const name = around.name ?? "";
  const currency = MONEY.test(name) ? currencyOf(name, around.in) : undefined;
  if (currency !== undefined) {
    const text = money(value, currency, locale);
    if (text !== undefined) {
      return { text, exact };
    }
  }
  const text = new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }).format(value);
  return text === exact || (Math.abs(value) < 10_000 && currency === undefined && !MONEY.test(name))
    ? exact.startsWith("about")
      ? { text: exact, exact }
      : undefined
    : { text, exact };
}

function currencyOf(name: string, beside: Record<string, Json | undefined> | undefined): string | undefined {
  const named = NAMED_CURRENCY.exec(name)?.[2];
  if (named !== undefined) {
    return named.toUpperCase();
  }
  for (const [key, value] of Object.entries(beside ?? {})) {
    if (CURRENCY_NAME.test(key) && typeof value === "string" && CURRENCY.test(value.toUpperCase())) {
      return value.toUpperCase();
    }
  }
  return undefined;
}

/** With as many digits as it has: half a cent is not rounded away. */
function money(value: number, currency: string, locale: string | undefined): string | undefined {
  try {
    return new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: 20 }).format(
      value,
    );
  } catch {
    return undefined;
  }
}

function date(value: string, locale: string | undefined): Readable | undefined {
  const day = DAY.exec(value);
  if (day !== null) {
    const at = new Date(`${value}T00:00:00Z`);
    // A day that the calendar does not have stays as it was written.
    return Number.isNaN(at.getTime()) || at.getUTCDate() !== Number(day[3])
      ? undefined
      : {
          text: new Intl.DateTimeFormat(locale, { dateStyle: "full", timeZone: "UTC" }).format(at),
          exact: value,
        };
  }
  if (!MOMENT.test(value)) {
    return undefined;
  }
  const at = new Date(value);
  return Number.isNaN(at.getTime())
    ? undefined
    : {
        text: new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "long" }).format(at),
        exact: value,
      };
}

/** The parts of an object as what each of them stands in. */
export const around = (name: string, parent: Json | undefined, schema?: Json): Around => ({
  name,
  in: isObject(parent) ? parent : undefined,
  schema,
});
