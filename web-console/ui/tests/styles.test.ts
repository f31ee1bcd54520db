import { expect, test } from "vitest";

const BASE = "styles/base.css";
const SHEETS = import.meta.glob<string>("../src/**/*.css", { query: "?raw", import: "default", eager: true });

/** The class that each selector of a sheet begins with, however it goes on. */
function firstClasses(sheet: string): Set<string> {
  const text = sheet.replace(/\/\*.*?\*\//gs, "");
  const found = new Set<string>();
  for (const [, selectors] of text.matchAll(/([^{}]+)\{/g)) {
    // What stands inside `:is()` and `:not()` begins nothing.
    for (const selector of (selectors ?? "").replace(/\([^()]*\)/g, "").split(",")) {
      const first = selector.trim().startsWith("@")
        ? undefined
        : /^[^\s>+~]*?\.([\w-]+)/.exec(selector.trim());
      if (first?.[1] !== undefined) {
        found.add(first[1]);
      }
    }
  }
  return found;
}

// A sheet that is fetched with a page stays when another page is shown: a class of two sheets looks as nobody meant.
test("a class has its look from one sheet", () => {
  const owners = new Map<string, string[]>();
  for (const [path, sheet] of Object.entries(SHEETS)) {
    for (const name of firstClasses(sheet)) {
      owners.set(name, [...(owners.get(name) ?? []), path.replace("../src/", "")]);
    }
  }
  expect(owners.get("verdict-word"), "the sheets are read").toEqual([BASE]);
  expect([...owners].filter(([, files]) => files.length > 1)).toEqual([]);
});
