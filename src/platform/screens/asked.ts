// What the address of a list asks: filters, order, the edge of a page. Read once, written back the same, never trusted.
import { one, type Values } from '../http/route.ts'

/** The edge of a page: what its row is ordered by, and its id. It says nothing that the page does not show. */
export interface Cursor {
  readonly key: string | number
  readonly id: string | number
}

export interface Order {
  readonly name: string
  readonly descending: boolean
}

export interface Asked {
  /** By name; '' when nothing is asked. */
  readonly filters: Readonly<Record<string, string>>
  readonly order: Order
  readonly after: Cursor | null
  readonly before: Cursor | null
  /** Rows of a page, or of a file answered at once. */
  readonly most: number
  /** Is it the file that is asked for? */
  readonly isExport: boolean
}

/** Rows of one page, and whether others stand on each side. */
export interface Page<R> {
  readonly rows: readonly R[]
  readonly hasPrevious: boolean
  readonly hasNext: boolean
  readonly edges: { readonly first: Cursor | null; readonly last: Cursor | null }
  /** How many in all, when it is known. */
  readonly total?: number
}

const SIZE = 50
/** Rows of a file that is answered at once; a longer one is long work (export.ts). */
export const MOST_AT_ONCE = 20_000

interface Asking {
  readonly columns: readonly { readonly sort?: { readonly name: string } }[]
  readonly filters?: readonly { readonly name: string }[]
  readonly order?: string
  readonly size?: number
  readonly export?: string
}

const orderOf = (text: string): Order => ({ name: text.replace(/^-/, ''), descending: text.startsWith('-') })

/** What an address asks of a list. What is unknown is left out. */
export function readAsked(list: Asking, values: Values): Asked {
  const isExport = list.export !== undefined && one(values, 'format') === 'csv'
  const order = orderOf(one(values, 'tri'))
  const isKnown = list.columns.some(({ sort }) => sort?.name === order.name)
  const edge = (name: string) => (isExport ? null : readCursor(one(values, name)))
  return {
    filters: Object.fromEntries(
      (list.filters ?? []).map(({ name }) => [name, one(values, name).trim().slice(0, 200)]),
    ),
    order: isKnown ? order : orderOf(list.order ?? ''),
    after: edge('apres'),
    before: edge('avant'),
    most: isExport ? MOST_AT_ONCE : (list.size ?? SIZE),
    isExport,
  }
}

/** The address that asks the same, but for what is changed. The edge of a page is kept by nothing. */
export function addressOf(
  list: Asking & { readonly at: string },
  { filters, order }: Asked,
  changed: Readonly<Record<string, string>> = {},
): string {
  const said = `${order.descending ? '-' : ''}${order.name}`
  const pairs = { ...filters, tri: said === (list.order ?? '') ? '' : said, ...changed }
  const query = new URLSearchParams(Object.entries(pairs).filter(([, value]) => value !== '')).toString()
  return query === '' ? list.at : `${list.at}?${query}`
}

export const writeCursor = ({ key, id }: Cursor): string =>
  Buffer.from(JSON.stringify([key, id])).toString('base64url')

const isEdge = (value: unknown): value is string | number =>
  (typeof value === 'string' && !value.includes('\0')) ||
  (typeof value === 'number' && Number.isFinite(value))

/** The cursor, or null when the text is none of ours. */
export function readCursor(text: string): Cursor | null {
  if (text === '' || text.length > 2000) return null
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (!Array.isArray(read) || read.length !== 2) return null
    const [key, id] = read as unknown[]
    return isEdge(key) && isEdge(id) ? { key, id } : null
  } catch {
    return null
  }
}

/** One row more than a page was asked, in the direction of going: what is shown, and what stands on each side. */
export function cutPage<R>(
  found: readonly R[],
  { after, before, most }: Pick<Asked, 'after' | 'before' | 'most'>,
  edgeOf: (row: R) => Cursor,
): Page<R> {
  const isBack = before !== null
  const isMore = found.length > most
  const rows = isBack ? found.slice(0, most).reverse() : found.slice(0, most)
  const [first, last] = [rows[0], rows.at(-1)]
  return {
    rows,
    hasPrevious: isBack ? isMore : after !== null,
    hasNext: isBack || isMore,
    edges: {
      first: first === undefined ? null : edgeOf(first),
      last: last === undefined ? null : edgeOf(last),
    },
  }
}
