// What is kept, until when, and what an answer of the server changes: no browser needed to read or to test it.
import { KEEP_HEADER, type Keeping, READER_HEADER } from '#platform/http/reader-names.ts'
import { DRIFT, MOST_CHARACTERS, MOST_PAGES } from './places.ts'

/** Whose pages are kept: the mark of a session, and when the server last said that it is there (milliseconds). */
export interface Reader {
  mark: string
  seenAt: number
}

/** Do the pages of that reader still open? The browser holds the same mark, was told so not long ago, and its clock was not put back. */
export const isHeld = (
  { mark, seenAt }: Reader,
  held: string | null,
  { now, life }: { now: number; life: number },
): boolean => held === mark && now < seenAt + life && now > seenAt - DRIFT

/** What of an answer decides. */
export interface Answer {
  status: number
  type: string
  headers: Pick<Headers, 'get'>
}

/**
 * `forget`: somebody else is there, or nobody; `drop`: that page is not theirs to keep any more; `keep` it; `nothing` is known of
 * who is there: the server is ill, or leads elsewhere.
 */
export type Verdict = 'forget' | 'drop' | 'keep' | 'nothing'

export function judge({ status, type, headers }: Answer, mark: string, what: Keeping): Verdict {
  // A redirection hides its headers; the mark that it took away is looked for by itself.
  if (type === 'opaqueredirect' || status === 0 || status >= 500 || status === 429) return 'nothing'
  if (headers.get(READER_HEADER[what]) !== mark) return 'forget'
  const isPage = headers.get('content-type')?.startsWith('text/html') === true
  return status === 200 && isPage && headers.get(KEEP_HEADER) !== null ? 'keep' : 'drop'
}

/** One that is kept: its name (nothing in clear), when, how many characters. */
export interface Held {
  id: string
  keptAt: number
  size: number
}

/** Those that leave, the oldest first, for all to stay within bounds. */
export function leaving(pages: readonly Held[]): string[] {
  const newest = [...pages].sort((a, b) => b.keptAt - a.keptAt)
  let [count, size] = [0, 0]
  return newest
    .filter((page) => {
      count += 1
      size += page.size
      return count > MOST_PAGES || size > MOST_CHARACTERS
    })
    .map(({ id }) => id)
}
