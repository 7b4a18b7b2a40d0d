// What a call supposes (RFC 4918, 10.4; RFC 9110, 13): `If`, `If-Match`, `If-None-Match`, and the locks that it says are its own.
import { DavError } from './dialect.ts'

interface Supposed {
  readonly isNot: boolean
  readonly token: string | null
  readonly etag: string | null
}
interface List {
  /** The address it is about; null: the call’s own. */
  readonly of: string | null
  readonly all: readonly Supposed[]
}

const unread = () => new DavError(400, 'L’en-tête If de cet appel ne se lit pas.')
const TOKEN = /\s*(?:(\()|(\))|(Not)\b|<([^<>\s]{1,1000})>|\[((?:W\/)?"[^"\]]{0,200}")\])/giy
const MOST = 40

/** @throws DavError 400 */
export function readIf(header: string | null): List[] {
  if (header === null) return []
  const lists: List[] = []
  let [of, inside, isNot, at] = [null as string | null, null as Supposed[] | null, false, 0]
  for (const [whole, open, close, not, address, etag] of header.trimEnd().matchAll(TOKEN)) {
    at += whole.length
    if (open !== undefined && inside === null) inside = []
    else if (close !== undefined && inside !== null && inside.length > 0 && !isNot) {
      lists.push({ of, all: inside })
      inside = null
    } else if (not !== undefined && inside !== null) isNot = true
    else if (address !== undefined && inside === null) of = address
    else if (inside !== null && (address ?? etag) !== undefined) {
      inside.push({ isNot, token: address ?? null, etag: etag ?? null })
      isNot = false
    } else throw unread()
    if (lists.length > MOST || (inside?.length ?? 0) > MOST) throw unread()
  }
  if (at < header.trimEnd().length || inside !== null || lists.length === 0) throw unread()
  return lists
}

const SCHEME = /^(?:urn:uuid:|opaquelocktoken:)([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i
/** The lock that an address names; null: none of ours. */
export const lockNamed = (address: string): string | null => SCHEME.exec(address)?.[1]?.toLowerCase() ?? null
export const lockAddress = (token: string): string => `urn:uuid:${token}`

/** The locks that a call says are its own, whatever it supposes of them. */
export const tokensIn = (lists: readonly List[]): string[] =>
  lists.flatMap(({ all }) => all).flatMap(({ token }) => (token === null ? [] : (lockNamed(token) ?? [])))

/** What a resource is: its tag (null: there is none there) and the locks that hold it. */
export interface State {
  readonly etag: string | null
  readonly tokens: readonly string[]
}

const holds = ({ isNot, token, etag }: Supposed, state: State): boolean =>
  isNot !== (token === null ? etag === state.etag : state.tokens.includes(lockNamed(token) ?? ''))

/** @throws DavError 412 when none of the lists holds */
export async function checkIf(
  lists: readonly List[],
  stateOf: (of: string | null) => Promise<State>,
): Promise<void> {
  if (lists.length === 0) return
  for (const { of, all } of lists) {
    const state = await stateOf(of)
    if (all.every((one) => holds(one, state))) return
  }
  throw new DavError(
    412,
    'Ce que cet appel suppose n’est pas, ou n’est plus vrai\u00a0: relisez le document.',
  )
}

const tagsIn = (header: string): string[] => header.split(',').map((tag) => tag.trim())

/** @throws DavError 412 */
export function checkTags(etag: string | null, match: string | null, noneMatch: string | null): void {
  const is = (header: string) => etag !== null && (header.trim() === '*' || tagsIn(header).includes(etag))
  if ((match !== null && !is(match)) || (noneMatch !== null && is(noneMatch)))
    throw new DavError(412, 'Ce document a changé depuis que vous l’avez lu\u00a0: ouvrez-le de nouveau.')
}
