// Finds words in bytes that come one by one: one step in a table for each, whatever they are, and nothing is kept of them
// (Aho and Corasick, « Efficient string matching », 1975).

/**
 * What is read so far is a state, at first 0: `next` has its step by each byte; `found`, which of `says` the longest word that
 * ends there says, plus one; 0: none does.
 */
export interface Machine<Said> {
  readonly next: Uint16Array
  readonly found: Uint16Array
  readonly says: readonly Said[]
}

const BYTES = 256

/** What finds these words, a character a byte, and what each says. */
export function machineOf<Said>(words: readonly (readonly [word: string, says: Said])[]): Machine<Said> {
  const most = words.reduce((sum, [word]) => sum + word.length, 1)
  const next = new Uint16Array(most * BYTES)
  const found = new Uint16Array(most)
  let states = 1
  for (const [index, [word]] of words.entries()) {
    let state = 0
    for (const byte of Buffer.from(word, 'latin1')) state = next[state * BYTES + byte] ||= states++
    found[state] = index + 1
  }
  completeSteps(next, found)
  return {
    next: next.slice(0, states * BYTES),
    found: found.slice(0, states),
    says: words.map(([, says]) => says),
  }
}

// The steps that no word has lead where the longest end of what was read, which begins a word, would.
function completeSteps(next: Uint16Array, found: Uint16Array): void {
  const shorter = new Uint16Array(found.length)
  const reached = [0]
  for (const state of reached)
    for (let byte = 0; byte < BYTES; byte++) {
      const step = state * BYTES + byte
      const to = next[step] ?? 0
      const fallen = state === 0 ? 0 : (next[(shorter[state] ?? 0) * BYTES + byte] ?? 0)
      if (to === 0) next[step] = fallen
      else {
        shorter[to] = fallen
        found[to] ||= found[fallen] ?? 0
        reached.push(to)
      }
    }
}
