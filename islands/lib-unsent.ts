// Names of the files that were chosen and had not left when their page went: whoever comes back to it is told to choose them again.

/** What this tab remembers; a browser may forbid it, and then nothing is told. */
function read(key: string): string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.map(String) : []
  } catch {
    return []
  }
}

/** Remembers that these have not left yet. */
export function rememberUnsent(key: string, names: readonly string[]): void {
  try {
    if (names.length === 0) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, JSON.stringify(names))
  } catch {
    // Nothing is told, nothing is lost that was not.
  }
}

const stem = (name: string): string => name.replace(/\.[^.]*$/, '').trim()

/** What is said of those that never came, in a sentence, once; '' when all of them came. */
export function unsentText(key: string, came: readonly string[]): string {
  // A picture is kept under another ending than it was sent with.
  const known = new Set(came.map(stem))
  const lost = read(key).filter((name) => !known.has(stem(name)))
  rememberUnsent(key, [])
  if (lost.length === 0) return ''
  const names = lost.map((name) => `«\u00a0${name}\u00a0»`).join(', ')
  return lost.length === 1
    ? `${names} n’était pas encore envoyé quand cette page a été quittée\u00a0: choisissez-le de nouveau.`
    : `Ces fichiers n’étaient pas encore envoyés quand cette page a été quittée\u00a0: ${names}. Choisissez-les de nouveau.`
}
