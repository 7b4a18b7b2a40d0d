// The two places where contents are written: the administration, for whoever publishes; the desk, for agents who propose.
import type { Context } from '#platform/http/route.ts'
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import type { Fields, FormScreen } from '#platform/screens/form.ts'
import type { List } from '#platform/screens/list.ts'
import type { Route } from '#platform/http/route.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { adminForm, adminFrame, adminList, agentForm, agentList, deskFrame } from '#territory'
import { type Kept, writtenContent } from '../record/queries.ts'

export interface Place {
  readonly at: string
  /** What its list is called. */
  readonly title: string
  readonly face: 'admin' | 'agent'
  /** Does one publish there? Otherwise one has one’s own alone, and proposes them. */
  readonly publishes: boolean
  /** Who begins one there, and who opens one. */
  readonly begins: 'content.publish' | 'content.begin'
  readonly writes: 'content.publish' | 'content.write'
  readonly form: <F extends Fields>(screen: Omit<FormScreen<F>, 'face'>) => Route[]
  readonly list: <R>(list: List<R>) => Route[]
  readonly frame: (ctx: Context, tx: Read) => Promise<AgentFrame>
}

export const PUBLISHING: Place = {
  ...{ at: '/administration/contenus', title: 'Contenus', face: 'admin', publishes: true },
  ...{ begins: 'content.publish', writes: 'content.publish' },
  ...{ form: adminForm, list: adminList, frame: adminFrame },
}

export const PROPOSING: Place = {
  ...{ at: '/agents/propositions', title: 'Mes propositions', face: 'agent', publishes: false },
  ...{ begins: 'content.begin', writes: 'content.write' },
  ...{ form: agentForm, list: agentList, frame: deskFrame },
}

/** What leads back to one. */
export const backTo = ({ at }: Place) => ({ href: `${at}/:contenu`, label: 'Revenir au contenu' })

/** Those that the address of a place may name: one’s own alone where one proposes. */
const isThere = ({ publishes }: Place, { authorId }: Kept, { actor }: Read): boolean =>
  publishes || authorId === actor.personId

/** The one that the address names. @throws NotFound */
export async function asked(place: Place, tx: Read, { params }: Pick<Context, 'params'>): Promise<Kept> {
  const id = /^[1-9]\d{0,8}$/.test(params.contenu ?? '') ? Number(params.contenu) : 0
  const kept = await writtenContent(tx, id)
  if (kept === undefined || !isThere(place, kept, tx)) throw new NotFound()
  return kept
}

/** A number that the address names. @throws NotFound */
export function numberAsked({ params }: Pick<Context, 'params'>, name: string): number {
  const text = params[name] ?? ''
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new NotFound()
  return Number(text)
}
