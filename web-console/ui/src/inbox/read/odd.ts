/**
 * Characters that a text can have and its reader cannot see, or takes for others. A person decides by what they see: such a
 * text is shown with a mark in the place of each.
 */
export type Piece =
  { kind: "plain"; text: string } | { kind: "odd"; text: string; mark: string; why: string };

const NAMES: Record<number, [mark: string, why: string]> = {
  0x00ad: ["SHY", "a hyphen that does not show"],
  0x034f: ["CGJ", "a character that does not show"],
  0x061c: ["ALM", "a mark that changes the order of what follows"],
  0x115f: ["HCF", "a filler that does not show"],
  0x1160: ["HJF", "a filler that does not show"],
  0x180e: ["MVS", "a character without width"],
  0x200b: ["ZWSP", "a space without width"],
  0x200c: ["ZWNJ", "a character without width"],
  0x200d: ["ZWJ", "a character without width"],
  0x200e: ["LRM", "a mark that changes the order of what follows"],
  0x200f: ["RLM", "a mark that changes the order of what follows"],
  0x2028: ["LS", "a line break that is none everywhere"],
  0x2029: ["PS", "a line break that is none everywhere"],
  0x202a: ["LRE", "changes the order in which the text is shown"],
  0x202b: ["RLE", "changes the order in which the text is shown"],
  0x202c: ["PDF", "changes the order in which the text is shown"],
  0x202d: ["LRO", "changes the order in which the text is shown"],
  0x202e: ["RLO", "changes the order in which the text is shown"],
  0x2060: ["WJ", "a character without width"],
  0x2066: ["LRI", "changes the order in which the text is shown"],
  0x2067: ["RLI", "changes the order in which the text is shown"],
  0x2068: ["FSI", "changes the order in which the text is shown"],
  0x2069: ["PDI", "changes the order in which the text is shown"],
  0x3164: ["HF", "a filler that does not show"],
  0xfeff: ["BOM", "a character without width"],
  0xffa0: ["HHF", "a filler that does not show"],
  0xfffc: ["OBJ", "stands for something that is not there"],
  0xfffd: ["?", "stands for a character that was lost"],
};

const SPACES = new Set([
  0x00a0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a,
  0x202f, 0x205f, 0x3000,
]);

const code = (point: number) => `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;

function odd(point: number): [string, string] | undefined {
  const named = NAMES[point];
  if (named !== undefined) {
    return named;
  }
  if (SPACES.has(point)) {
    return [code(point), "a space that is not the usual one"];
  }
  if (point < 0x20 || (point >= 0x7f && point < 0xa0)) {
    return [code(point), "a control character"];
  }
  if (point >= 0xd800 && point <= 0xdfff) {
    return [code(point), "half a character"];
  }
  if (point >= 0xe0000 && point <= 0xe0fff) {
    const ascii = point >= 0xe0020 && point <= 0xe007e ? `: ${String.fromCodePoint(point - 0xe0000)}` : "";
    return [`TAG${ascii}`, "a tag that does not show, and that a model reads"];
  }
  if (point >= 0x2061 && point <= 0x206f) {
    return [code(point), "a character that does not show"];
  }
  if ((point >= 0xe000 && point <= 0xf8ff) || point >= 0xf0000) {
    return [code(point), "a character that each font draws as it likes"];
  }
  if ((point & 0xfffe) === 0xfffe || (point >= 0xfdd0 && point <= 0xfdef)) {
    return [code(point), "no character"];
  }
  return undefined;
}

const PICTURE = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F/u;
const JOINING =
  /\p{Script=Arabic}|\p{Script=Devanagari}|\p{Script=Bengali}|\p{Script=Tamil}|\p{Script=Sinhala}|\p{Script=Malayalam}|\p{Script=Kannada}|\p{Script=Telugu}|\p{Script=Gujarati}|\p{Script=Khmer}|\p{Script=Mongolian}/u;
const VARIATION = /[\uFE00-\uFE0E]/u;

/** Joiners belong into emoji and into scripts that join their letters; line breaks and tabs everywhere. */
function belongs(character: string, before: string, after: string): boolean {
  if (character === "\n" || character === "\t" || (character === "\r" && after === "\n")) {
    return true;
  }
  if (character === "\u200d" || character === "\u200c") {
    return (PICTURE.test(before) && PICTURE.test(after)) || (JOINING.test(before) && JOINING.test(after));
  }
  return false;
}

const LATIN = /\p{Script=Latin}/u;
/** Of Greek the letters that look like Latin ones: `Δx` is a formula. */
const LOOKALIKE = /[ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγικνορυχ]|\p{Script=Cyrillic}|\p{Script=Armenian}|\p{Script=Cherokee}/u;
const WORD = /[\p{L}\p{M}\p{N}_]+/gu;

/** Where letters of another script stand among Latin ones: `раypal`. */
function foreign(text: string): Set<number> {
  const places = new Set<number>();
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (LATIN.test(word) && LOOKALIKE.test(word)) {
      let at = index;
      for (const character of word) {
        if (LOOKALIKE.test(character)) {
          places.add(at);
        }
        at += character.length;
      }
    }
  }
  return places;
}

/** The text in pieces; one plain piece, or none, where nothing is odd. */
export function pieces(text: string): Piece[] {
  const result: Piece[] = [];
  const among = foreign(text);
  let plain = "";
  let before = "";
  let at = 0;
  const characters = [...text];
  characters.forEach((character, index) => {
    const after = characters[index + 1] ?? "";
    const found = belongs(character, before, after)
      ? undefined
      : VARIATION.test(character)
        ? ([code(character.codePointAt(0) ?? 0), "a character that does not show"] as [string, string])
        : among.has(at)
          ? ([character, `${code(character.codePointAt(0) ?? 0)}, a letter of another alphabet`] as [
              string,
              string,
            ])
          : odd(character.codePointAt(0) ?? 0);
    if (found === undefined) {
      plain += character;
    } else {
      if (plain !== "") {
        result.push({ kind: "plain", text: plain });
        plain = "";
      }
      result.push({ kind: "odd", text: character, mark: found[0], why: found[1] });
    }
    before = character;
    at += character.length;
  });
  if (plain !== "") {
    result.push({ kind: "plain", text: plain });
  }
  return result;
}

/** How many odd characters there are. */
export const oddities = (text: string) => pieces(text).filter((piece) => piece.kind === "odd").length;
