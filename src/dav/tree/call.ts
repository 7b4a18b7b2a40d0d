// What a call of this protocol says, read once: where, under which conditions, with which locks.
import type { CallContext } from '#platform/api/call.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { holdSpace, type Space, spacesFor } from '#spaces'
import { checkIf, checkTags, readIf, type State, tokensIn } from '../protocol/conditions.ts'
import { DavError } from '../protocol/dialect.ts'
import { namesIn, namesOfHeader } from '../protocol/path.ts'
import { etagOf, locksAt, type Resource, resourceAt, spacesByName } from './resource.ts'

const hostsOf = ({ header, config }: CallContext): (string | null)[] => [
  header('host')?.toLowerCase() ?? null,
  new URL(config.publicUrl).host,
]

export const namesAsked = ({ url }: CallContext): string[] => namesIn(url)
export const destination = (ctx: CallContext): string[] =>
  namesOfHeader(ctx.header('destination'), hostsOf(ctx))
export const overwrites = ({ header }: CallContext): boolean => header('overwrite')?.toUpperCase() !== 'F'
/** The locks that it says are its own. */
export const tokensOf = ({ header }: CallContext): string[] => tokensIn(readIf(header('if')))

/** @throws DavError 400 */
export function depthOf({ header }: CallContext, taken: readonly string[], usual: string): string {
  const said = header('depth')?.toLowerCase() ?? usual
  if (!taken.includes(said))
    throw new DavError(400, 'La profondeur de cet appel n’est pas de celles qu’il prend.')
  return said
}

const stateOf = (resource: Resource): State => ({
  etag: etagOf(resource),
  tokens: locksAt(resource).map(({ token }) => token),
})

/** @throws DavError 412 */
export async function checkConditions(tx: Read, ctx: CallContext, resource: Resource): Promise<void> {
  checkTags(etagOf(resource), ctx.header('if-match'), ctx.header('if-none-match'))
  await checkIf(readIf(ctx.header('if')), async (of) => {
    if (of === null) return stateOf(resource)
    const found = await resourceAt(tx, namesOfHeader(of, hostsOf(ctx))).catch(() => null)
    return found === null ? { etag: null, tokens: [] } : stateOf(found)
  })
}

/** Writes in the space of that address, one call after another: what each supposes stays true until it is done. */
export const writing = <T>(
  { db, actor }: CallContext,
  [space]: readonly string[],
  work: (tx: Write) => Promise<T>,
): Promise<T> =>
  db.write(actor, async (tx) => {
    const found = space === undefined ? undefined : (await spacesByName(tx)).get(space)
    if (found !== undefined) await holdSpace(tx, found.id)
    return work(tx)
  })

/** The space of it, in which whoever acts writes. @throws DavError 403 */
export async function writable(tx: Read, resource: Resource): Promise<Space> {
  const space =
    resource.kind === 'root'
      ? undefined
      : (await spacesFor(tx, 'space.contribute', resource.tree.space.id))[0]
  if (space === undefined)
    throw new DavError(
      403,
      'Rien ne s’écrit ici\u00a0: vous lisez cet espace sans y contribuer, ou il est fermé.',
    )
  return space
}
