// The sheet of a content for the notice board, and the short address that it bears: it opens the content, once one has signed in where it is
// not for everybody.
import { NotFound, Unauthenticated } from '#platform/errors.ts'
import { isNobody } from '#platform/actor.ts'
import { type Context, page, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { poster } from '#platform/ui/poster.ts'
import { capital } from '#platform/ui/french.ts'
import { the } from '#platform/french/noun.ts'
import { intranetFrame } from '#territory'
import type { Read } from '#platform/db/db.ts'
import { type Reading, readableContent } from '../record/queries.read.ts'
import { addressOf } from '../reading/contents.ts'
import { HERE } from '../reading/pages.ts'
import { viewOfReading } from '../reading/view.ts'

/** As short as may be: a square that holds less is read from further. */
const SHORT = '/affiche'

const GONE = 'Ce contenu n’existe pas, n’est plus en ligne, ou n’est pas pour vous.'

const found = async (tx: Read, { params: { id = '' } }: Context): Promise<Reading | undefined> =>
  /^[1-9]\d{0,8}$/.test(id) ? readableContent(tx, Number(id)) : undefined

const show = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const content = await found(tx, ctx)
    if (content === undefined) throw new NotFound(GONE)
    const view = await viewOfReading(tx, content)
    const { day, hours, place } = view.fields
    const said = [day, hours, place].filter((one) => typeof one === 'string').join(', ')
    const main = poster({
      ...{ kind: view.type.title, title: view.title, lines: [view.summary, said] },
      author: capital(the(view.authority)),
      address: `${ctx.config.publicUrl}${SHORT}/${content.id}`,
      back: { href: addressOf(content), label: 'Revenir à la page' },
    })
    return page(
      agentPage(await intranetFrame(ctx, tx), {
        title: `Affichette\u00a0: ${view.title}`,
        main,
        current: HERE,
      }),
    )
  })

/** Whoever is nobody may be somebody for whom it is. */
const open = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const content = await found(tx, ctx)
    if (content !== undefined) return redirect(addressOf(content))
    if (isNobody(ctx.actor)) throw new Unauthenticated()
    throw new NotFound(GONE)
  })

export const posterRoutes: readonly Route[] = [
  {
    get: `${HERE}/:id/:slug/affichette`,
    action: 'content.post_up',
    title: 'Affichette',
    face: 'agent',
    handle: show,
  },
  {
    get: `${SHORT}/:id`,
    action: 'content.read',
    title: 'Ouvrir un contenu affiché',
    face: 'citizen',
    handle: open,
  },
]
