// What the screens of Communication say of an arranged page: which, for whom, of which authority.
import { type Audience, audiencesOf, ownAudience } from '#audiences'
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import type { Context } from '#platform/http/route.ts'
import { territory } from '#territory'
import { ALL, type ArrangedPage } from '../places.ts'
import { type Arrangement, arrangementById, arrangements } from './queries.ts'

export const HERE = '/administration/pages-agents'

export interface Line extends Arrangement {
  authority: string
  arranged: ArrangedPage
  /** Its name. */
  audience: string
  /** undefined: withdrawn. */
  rule: Audience['rule'] | undefined
}

async function told(tx: Read, found: readonly Arrangement[]): Promise<Line[]> {
  const place = await territory(tx)
  const audiences = new Map((await audiencesOf(tx)).map((audience) => [audience.id, audience]))
  return found.map((one) => ({
    ...one,
    authority: place.authority(one.authorityId).name,
    arranged: ALL[one.page],
    audience: audiences.get(one.audienceId)?.name ?? 'Un public retiré',
    rule: audiences.get(one.audienceId)?.rule,
  }))
}

const lines = async (tx: Read): Promise<Line[]> => told(tx, await arrangements(tx))

/** The one that the address names. @throws NotFound */
export async function asked(tx: Read, { params }: Pick<Context, 'params'>): Promise<Line> {
  const [found] = await told(tx, [(await arrangementById(tx, idOf({ params }))) ?? missing()])
  return found ?? missing()
}

/** @throws NotFound */
export function idOf({ params }: Pick<Context, 'params'>): number {
  return /^\d{1,9}$/.test(params.page ?? '') ? Number(params.page) : missing()
}

function missing(): never {
  throw new NotFound()
}

/** One page of one authority, in the order in which its arrangements are looked at. */
export interface Group {
  authority: string
  arranged: ArrangedPage
  lines: readonly Line[]
  /** From that place on, nobody is left: the one before is for all of its agents. */
  reached: number
}

export async function groups(tx: Read): Promise<Group[]> {
  const grouped = Map.groupBy(await lines(tx), ({ authorityId, page }) => `${authorityId} ${page}`)
  const all: Group[] = []
  for (const [, of] of grouped) {
    const [first] = of
    if (first === undefined) continue
    const everybody = await ownAudience(tx, first.authorityId)
    const at = of.findIndex(({ audienceId }) => audienceId === everybody)
    const { authority, arranged } = first
    all.push({ authority, arranged, lines: of, reached: at === -1 ? of.length : at + 1 })
  }
  return all
}
