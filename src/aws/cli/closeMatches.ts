// «Maybe you meant»: the names that are most like a word, by the measure that Python's difflib uses.

const CUTOFF = 0.8;
const COUNT = 3;

/** Up to three of `names` that are at least 80 % like `word`, the likest first. */
export function closeMatches(word: string, names: readonly string[]): string[] {
  return names
    .map((name) => ({ name, score: likeness(name, word) }))
    .filter(({ score }) => score >= CUTOFF)
    .sort((a, b) => b.score - a.score || (a.name < b.name ? 1 : -1))
    .slice(0, COUNT)
    .map(({ name }) => name);
}

/** Twice the matching characters by all characters, after Ratcliff and Obershelp. */
export const likeness = (a: string, b: string): number =>
  a.length + b.length === 0 ? 1 : (2 * matching(a, b)) / (a.length + b.length);

function matching(a: string, b: string): number {
  const { start, other, size } = longestCommon(a, b);
  if (size === 0) return 0;
  return size + matching(a.slice(0, start), b.slice(0, other)) + matching(a.slice(start + size), b.slice(other + size));
}

function longestCommon(a: string, b: string): { start: number; other: number; size: number } {
  let best = { start: 0, other: 0, size: 0 };
  let lengths: number[] = [];
  for (let i = 0; i < a.length; i++) {
    const next: number[] = [];
    for (let j = 0; j < b.length; j++) {
      if (a[i] !== b[j]) continue;
      const size = (lengths[j - 1] ?? 0) + 1;
      next[j] = size;
      if (size > best.size) best = { start: i - size + 1, other: j - size + 1, size };
    }
    lengths = next;
  }
  return best;
}
