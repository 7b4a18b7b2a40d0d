// GET /espaces/ouvrir/:genre/:id: what a search names, where it stands in its space.
import { NotFound } from '#platform/errors.ts'
import type { Read } from '#platform/db/db.ts'
import { type Context, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { spaceOfDocument } from '../documents/queries.ts'
import { spaceOfMeeting } from '../plan/queries.ts'
import { HERE, idOf } from '../record/frame.ts'
import { spaceOfTopic } from '../talk/queries.ts'

const WHERE: Readonly<Record<string, (tx: Read, id: number) => Promise<string | null>>> = {
  async document(tx, id) {
    const space = await spaceOfDocument(tx, id)
    return space === undefined ? null : `${HERE}/${space}/documents/${id}`
  },
  async sujet(tx, id) {
    const topic = await spaceOfTopic(tx, id)
    return topic === undefined ? null : `${HERE}/${topic.spaceId}/sujets/${id}`
  },
  async reunion(tx, id) {
    const space = await spaceOfMeeting(tx, id)
    return space === undefined ? null : `${HERE}/${space}/agenda#reunion-${id}`
  },
}

const open = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const kind = ctx.params.genre ?? ''
    const found = Object.hasOwn(WHERE, kind) ? await WHERE[kind]?.(tx, idOf(ctx, 'id')) : null
    if (found == null) throw new NotFound()
    return redirect(found)
  })

export const openRoutes: readonly Route[] = [
  {
    get: `${HERE}/ouvrir/:genre/:id`,
    action: 'space.read',
    title: 'Ouvrir ce qui est trouvé',
    face: 'agent',
    handle: open,
  },
]
