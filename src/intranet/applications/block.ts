// « Mes applications »: the sites that an agent may open, each in one click, signed in by their account.
import type { Html } from '#platform/html.ts'
import { ownName } from '#platform/actor.ts'
import type { Block, Context } from '#platform/http/route.ts'
import { linkList } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { ownApplications } from './queries.ts'

const MOST = 40

const show = async ({ actor, db }: Context): Promise<Html | null> => {
  // The sites know whoever is signed in: whoever looks as somebody would be themselves there.
  if (ownName(actor) === null) return null
  const own = await db.read(actor, (tx) => ownApplications(tx, MOST))
  if (own.length === 0) return null
  return panel('Mes applications', linkList(own.map(({ name, href }) => ({ href, label: name }))), {
    id: 'bloc-applications',
  })
}

export const applicationBlock: Block = {
  ...{ on: 'bureau', name: 'applications', title: 'Mes applications', order: 55 },
  show,
}
