// Whoever acts for an elected member is served what everybody reads and what the member’s seats open. What is not everybody’s is noted
// before it is shown or done, for the member to read; and nothing is sent that anybody may send, for it would be neither’s.
import { anyone, type Relation } from '../access.ts'
import { lentTo } from '../actor.ts'
import { OwnNameOnly } from '../errors.ts'
import { quoted } from '../ui/french.ts'
import type { Context, Route } from './route.ts'

/** @throws OwnNameOnly for what one sends in one’s own name */
export function refuseLent(route: Route, relations: readonly Relation[], { actor, door }: Context): void {
  const lent = lentTo(actor)
  if (lent === null || !('post' in route) || !relations.includes(anyone)) return
  if (route.post !== door.ownName && route.post !== door.signOut)
    throw new OwnNameOnly(lent.name, door.account)
}

/** « Lecture : Information « Ordre du jour », /informations/12 » */
export async function noteLent(
  what: 'Lecture' | 'Envoi',
  relations: readonly Relation[],
  { actor, db, door, title, url }: Context,
  about?: string,
): Promise<void> {
  const lent = lentTo(actor)
  if (lent === null || relations.includes(anyone)) return
  await door.acted(
    db,
    lent,
    `${what}\u00a0: ${title}${about === undefined ? '' : ` ${quoted(about)}`}, ${url.replace(/\?.*/s, '')}`,
  )
}
