// What lists and resources answer (RFC 7644, 3.4.2 and 3.14): pages, parts of a resource, versions.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { sql } from 'kysely'
import type { CallContext, Told } from '#platform/api/call.ts'
import { type Attributes, compile, orderOf } from './compile.ts'
import { bad, MESSAGE, ScimError } from './dialect.ts'
import { plainPath, readFilter } from './filter.ts'
import { small } from './patch.ts'

/** Resources of a page. */
export const MOST = 200

const parts = z.string().max(1000, '1000 caractères au plus.').optional()
const count = z
  .string()
  .regex(/^-?\d{1,9}$/, 'Un nombre entier.')
  .transform(Number)
  .optional()

export const partsQuery = z.object({ attributes: parts, excludedAttributes: parts })
export const listQuery = partsQuery.extend({
  filter: z.string().optional(),
  startIndex: count,
  count,
  sortBy: z.string().optional(),
  sortOrder: z.enum(['ascending', 'descending'], 'ascending ou descending.').optional(),
})

const paths = z
  .array(z.string().max(200))
  .max(40)
  .transform((all) => all.join(','))
  .optional()
/** A search that is sent (RFC 7644, 3.4.3), its names in small letters: a filter that names somebody stands in no address. */
const searched = z.object({
  attributes: paths,
  excludedattributes: paths,
  filter: z.string().optional(),
  startindex: z.int().optional(),
  count: z.int().optional(),
  sortby: z.string().optional(),
  sortorder: listQuery.shape.sortOrder,
})

/** What it asks, as the query of a list. @throws ScimError */
export function searchIn(body: unknown): z.infer<typeof listQuery> {
  const parsed = searched.safeParse(small(body))
  if (!parsed.success)
    throw bad(
      'invalidValue',
      `${parsed.error.issues[0]?.path.join('.') ?? ''}\u00a0: attributes et excludedAttributes sont des listes de textes, startIndex et count des nombres entiers, les autres des textes.`,
    )
  const { excludedattributes, startindex, sortby, sortorder, ...same } = parsed.data
  return {
    ...{ ...same, excludedAttributes: excludedattributes, startIndex: startindex },
    ...{ sortBy: sortby, sortOrder: sortorder },
  }
}

export const listOf = <T extends z.ZodType>(resource: T) =>
  z.object({
    schemas: z.array(z.string()),
    totalResults: z.int(),
    startIndex: z.int(),
    itemsPerPage: z.int(),
    Resources: z.array(resource),
  })

/** What a list is asked, for its query. @throws ScimError */
export function sliceOf(asked: z.infer<typeof listQuery>, attributes: Attributes) {
  const { filter, startIndex = 1, count: most = MOST, sortBy = 'id', sortOrder } = asked
  const order = orderOf(attributes, plainPath(sortBy))
  return {
    where: filter === undefined ? sql<boolean>`true` : compile(readFilter(filter), attributes),
    order: sortOrder === 'descending' ? sql`${order} desc` : order,
    startIndex: Math.max(1, startIndex),
    count: Math.min(MOST, Math.max(0, most)),
  }
}

export const pageOf = <T>(total: number, startIndex: number, rows: readonly T[]) => ({
  schemas: [`${MESSAGE}:ListResponse`],
  totalResults: total,
  startIndex,
  itemsPerPage: rows.length,
  Resources: [...rows],
})

interface Resource {
  id: string
  schemas: string[]
  meta: { version: string }
}

/** A resource with its version, which changes when anything in it does. */
export function versioned<T extends { meta: object }>(resource: T): T & Resource {
  const version = createHash('sha256').update(JSON.stringify(resource)).digest('base64url').slice(0, 22)
  return { ...resource, meta: { ...resource.meta, version: `W/"${version}"` } } as T & Resource
}

const named = (list: string) => list.split(',').map((path) => plainPath(path.trim()))

/** Only the attributes that are asked, or all but some; `id` and `schemas` always (RFC 7644, 3.9). */
export function partOf<T extends object>(
  resource: T,
  { attributes, excludedAttributes }: z.infer<typeof partsQuery>,
): T {
  const [wanted, unwanted] = [named(attributes ?? ''), named(excludedAttributes ?? '')]
  const isKept = (path: string): boolean => {
    const covers = (one: string) => one === path || path.startsWith(`${one}.`)
    const leadsTo = (one: string) => one.startsWith(`${path}.`)
    if (attributes !== undefined) return wanted.some((one) => covers(one) || leadsTo(one))
    return !unwanted.some(covers)
  }
  const cut = (value: unknown, at: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => cut(item, at))
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, item]) => {
        const path = `${at}${key.toLowerCase()}`
        return ['id', 'schemas'].includes(path) || isKept(path) ? [[key, cut(item, `${path}.`)]] : []
      }),
    )
  }
  return cut(resource, '') as T
}

/** Is that version one of those that a header names? */
const names = (header: string, { meta }: Pick<Resource, 'meta'>): boolean =>
  header.trim() === '*' ||
  header
    .trim()
    .split(/\s*,\s*/)
    .includes(meta.version)

/** @throws ScimError 412 when what the caller holds is not what stands */
export function checkVersion(ctx: Pick<CallContext, 'header'>, resource: Pick<Resource, 'meta'>): void {
  const asked = ctx.header('if-match')
  if (asked !== null && !names(asked, resource))
    throw new ScimError(
      412,
      'Cette ressource a changé depuis que vous l’avez lue\u00a0: lisez-la de nouveau.',
    )
}

/** The resource with its headers; nothing when the caller holds it already. */
export function told<T extends Resource>(
  ctx: Pick<CallContext, 'header'>,
  resource: T,
  query: z.infer<typeof partsQuery>,
  isRead = false,
): Told<T> {
  const { version, location } = resource.meta as unknown as { version: string; location: string }
  const headers = { etag: version, location }
  const held = isRead ? ctx.header('if-none-match') : null
  if (held !== null && names(held, resource)) return { body: resource, status: 304, headers }
  return { body: partOf(resource, query), headers }
}
