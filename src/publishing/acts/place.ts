// The places where contents are written: the administration, for whoever publishes; the desk, for agents who propose; spaces, each for its
// members (the module of spaces says theirs).
import type { Context } from '#platform/http/route.ts'
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import type { Html } from '#platform/html.ts'
import type { Fields, FormScreen } from '#platform/screens/form.ts'
import type { List } from '#platform/screens/list.ts'
import type { Route } from '#platform/http/route.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { adminForm, adminFrame, adminList, agentForm, agentList, deskFrame } from '#territory'
import type { access } from '../record/access.ts'
import { type Edition, editionOf, type Kept, writtenContent } from '../record/queries.ts'

type Action = keyof typeof access

/** Who may what there, by actions of the access table. */
interface Actions {
  readonly begins: Action
  readonly writes: Action
  readonly proposes: Action
  readonly publishes: Action
  readonly refuses: Action
  readonly archives: Action
}

/** What a place says that is one space. */
export interface Room {
  /** What the address of a new one names. @throws NotFound */
  readonly begun: (
    tx: Read,
    ctx: Pick<Context, 'params'>,
  ) => Promise<{ spaceId: number; authorityId: number; name: string }>
  /** Those for whom alone one publishes there: their audience, who they are, what is said of them. @throws NotFound */
  readonly members: (
    tx: Read,
    kept: Kept,
  ) => Promise<{
    audienceId: number
    name: string
    readers: readonly { id: number; name: string }[]
    seen: Html
  }>
  /** Is there anybody to answer what is proposed? */
  readonly isLed: (tx: Read, kept: Kept) => Promise<boolean>
}

export interface Place extends Actions {
  readonly at: string
  /** What its list is called. */
  readonly title: string
  readonly face: 'admin' | 'agent'
  /** Does one publish there, whatever stands there? Otherwise one proposes, or decides of what is one’s own to decide. */
  readonly isPublishing: boolean
  /** Where one is begun, and the list of them, with what their addresses name. */
  readonly newAt: string
  readonly listOf: (kept: Kept) => string
  /** Does whoever reads decide of it there? */
  readonly decides: (kept: Kept) => boolean
  /** May an address of that place name it? */
  readonly holds: (kept: Kept, tx: Read) => boolean
  readonly form: <F extends Fields>(screen: Omit<FormScreen<F>, 'face'>) => Route[]
  readonly frame: (ctx: Context, tx: Read) => Promise<AgentFrame>
  /** Absent: of no space. */
  readonly room?: Room
}

/** A place whose list stands at its own address. */
export interface Listed extends Place {
  readonly list: <R>(list: List<R>) => Route[]
}

const ACTIONS = {
  proposes: 'content.propose',
  publishes: 'content.publish',
  refuses: 'content.refuse',
  archives: 'content.archive',
} as const

const placedAt = (at: string) => ({ at, newAt: `${at}/nouveau`, listOf: () => at })

export const PUBLISHING: Listed = {
  ...{ ...placedAt('/administration/contenus'), ...ACTIONS },
  ...{ title: 'Contenus', face: 'admin', isPublishing: true },
  ...{ begins: 'content.publish', writes: 'content.publish' },
  decides: () => true,
  holds: ({ decidedIn }) => decidedIn === null,
  ...{ form: adminForm, list: adminList, frame: adminFrame },
}

export const PROPOSING: Listed = {
  ...{ ...placedAt('/agents/propositions'), ...ACTIONS },
  ...{ title: 'Mes propositions', face: 'agent', isPublishing: false },
  ...{ begins: 'content.begin', writes: 'content.write' },
  decides: () => false,
  // One’s own alone.
  holds: ({ authorId, spaceId }, { actor }) => spaceId === null && authorId === actor.personId,
  ...{ form: agentForm, list: agentList, frame: deskFrame },
}

/** What leads back to one. */
export const backTo = ({ at }: Place) => ({ href: `${at}/:contenu`, label: 'Revenir au contenu' })

/** The one that the address names. @throws NotFound */
export async function asked(place: Place, tx: Read, { params }: Pick<Context, 'params'>): Promise<Kept> {
  const id = /^[1-9]\d{0,8}$/.test(params.contenu ?? '') ? Number(params.contenu) : 0
  const kept = await writtenContent(tx, id)
  if (kept === undefined || !place.holds(kept, tx)) throw new NotFound()
  return kept
}

/** The same, by whoever decides of it there. @throws NotFound */
export async function askedToDecide(place: Place, tx: Read, ctx: Pick<Context, 'params'>): Promise<Kept> {
  const kept = await asked(place, tx, ctx)
  if (!place.decides(kept)) throw new NotFound()
  return kept
}

/** What is being written of it. @throws NotFound */
export async function lastEdition(tx: Read, kept: Kept): Promise<Edition> {
  const found = await editionOf(tx, kept.id, kept.edition)
  if (found === undefined) throw new NotFound()
  return found
}

/** A number that the address names. @throws NotFound */
export function numberAsked({ params }: Pick<Context, 'params'>, name: string): number {
  const text = params[name] ?? ''
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new NotFound()
  return Number(text)
}
