// What surrounds the pages of a space: the menu of the agents’ intranet, or that of elected members for whoever is nothing else.
import type { Read } from '#platform/db/db.ts'
import { html, type Html } from '#platform/html.ts'
import { NotFound } from '#platform/errors.ts'
import type { Context, Route } from '#platform/http/route.ts'
import { type Fields, formRoutes, type FormScreen } from '#platform/screens/form.ts'
import { tag } from '#platform/ui/feedback.ts'
import { tabs } from '#platform/ui/navigation.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { officeFrame } from '#territory'
import type { SpaceAction } from './access.ts'
import { type Space, unreadBySpace } from './queries.ts'
import { spaceFor } from './write.ts'

export const HERE = '/espaces'
export const ONE = `${HERE}/:espace`

export const addressOf = ({ id }: Pick<Space, 'id'>): string => `${HERE}/${id}`

export const spaceFrame: (ctx: Context, tx: Read) => Promise<AgentFrame> = officeFrame

/** The routes of a form in a space. */
export const spaceForm = <F extends Fields>(screen: Omit<FormScreen<F>, 'face'>): Route[] =>
  formRoutes({ ...screen, face: 'agent' }, spaceFrame)

/** A number that the address names. @throws NotFound */
export function idOf({ params }: Pick<Context, 'params'>, name: string): number {
  const text = params[name] ?? ''
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new NotFound()
  return Number(text)
}

/** The space that the address names, by whoever may do that there. @throws NotFound */
export const askedSpace = (tx: Read, ctx: Pick<Context, 'params'>, action: SpaceAction): Promise<Space> =>
  spaceFor(tx, action, idOf(ctx, 'espace'))

const PARTS = [
  ['', 'Accueil'],
  ['/sujets', 'Discussions'],
  ['/contenus', 'Contenus'],
  ['/documents', 'Documents'],
  ['/agenda', 'Agenda'],
  ['/taches', 'Tâches'],
  ['/membres', 'Membres'],
] as const

export type Part = (typeof PARTS)[number][0]

/** The head of each of its pages: its name, what it is for, its parts with what is not read. */
export async function spaceHead(tx: Read, space: Space, current: Part | null): Promise<Html> {
  const at = addressOf(space)
  const unread = space.role === null ? 0 : ((await unreadBySpace(tx)).get(space.id) ?? 0)
  const parts = PARTS.map(([end, label]) => ({
    href: at + end,
    label,
    current: end === current,
    ...(end === '/sujets' && unread > 0 ? { count: unread } : {}),
  }))
  const state = space.closedAt !== null && tag('idle', 'Fermé\u00a0: lecture seule')
  return html`<div class="file-head with-tabs"><div class="stack tight"><p><a href="${HERE}">Tous les espaces</a></p>
    <h1>${space.name} ${state}</h1><p class="meta">${space.purpose}</p></div>${space.role !== null && tabs('Parties de l’espace', parts)}</div>`
}

/** Nothing is written in a space that is closed, nor by whoever only reads. */
export const writesIn = ({ role, closedAt }: Space): boolean =>
  closedAt === null && (role === 'contributor' || role === 'moderator')
