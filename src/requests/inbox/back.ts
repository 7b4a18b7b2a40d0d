// The list an agent comes from, kept in the address of a request: its filter, and where each request stood that was acted on since.
import { one, type Values } from '#platform/http/route.ts'
import { type Cursor, filterQuery, type InboxFilter, readCursor, readFilter, writeCursor } from './filter.ts'
import type { Reach } from './reach.ts'

/** An act changes the order of the list: whoever goes down it keeps the one they saw. */
export interface Back extends InboxFilter {
  /** Where each request acted on since the list was left stood before the act, oldest first. */
  stood: readonly Cursor[]
}

/** As many as an address may hold. */
const MOST_STOOD = 60

/** The list of an address. Only known names pass. */
export function returnFilter(values: Values, reach: Reach): Back {
  const back = Object.fromEntries(new URLSearchParams(one(values, 'retour').slice(0, 4000)))
  const stood = (back.faits ?? '').split('.').flatMap((text) => readCursor(text) ?? [])
  return { ...readFilter(back, reach), stood: stood.slice(-MOST_STOOD) }
}

/** The list once a request that stood there is acted on: the place where it was first seen is kept. */
export function afterActing(back: Back, requestId: number, shownAt: string): Back {
  const here = readCursor(shownAt)
  if (here === null || here.id !== requestId || back.stood.some(({ id }) => id === here.id)) return back
  return { ...back, stood: [...back.stood, here].slice(-MOST_STOOD) }
}

/** What `retour` says of it. */
export const backText = (back: Back): string =>
  filterQuery(back, { faits: back.stood.map(writeCursor).join('.') })

/** `?retour=…` to keep on every address of this screen; '' when there is nothing to keep. */
export function backQuery(back: Back): string {
  const query = backText(back)
  return query === '' ? '' : `?retour=${encodeURIComponent(query)}`
}
