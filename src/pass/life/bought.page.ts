// GET /compte/pass/achats: what was given and sold to oneself, and what one pays for: amounts, never where it was used.
import { signedIn } from '#platform/access.ts'
import { html } from '#platform/html.ts'
import { Unauthenticated } from '#platform/errors.ts'
import { sayPage } from '#platform/http/form-page.ts'
import { type Context, page, type Route } from '#platform/http/route.ts'
import { tag } from '#platform/ui/feedback.ts'
import { fullDate } from '#platform/ui/french.ts'
import { table } from '#platform/ui/table.ts'
import { territory } from '#territory'
import { type ClassNames, classNames } from '../grid/names.ts'
import { euros } from '../ledger/words.ts'
import { type Bought, bought } from './queries.ts'

const HERE = '/compte/pass/achats'
const TITLE = 'Ce qui a été acheté pour un pass'

const nameOf = ({ product, partner, class: name }: Bought, names: ClassNames): string =>
  [partner, product, names.of(undefined, name)].filter((part) => part !== '').join(', ')

const show = (ctx: Context) => {
  // Of a person: whoever is lent seats stands for none.
  if (ctx.actor.personId === null) throw new Unauthenticated()
  return ctx.db.read(ctx.actor, async (tx) => {
    const { zone } = await territory(tx)
    const names = await classNames(tx)
    const rows = (await bought(tx)).map((one) => [
      nameOf(one, names),
      one.isOwn ? '' : one.holder,
      fullDate(one.at, zone),
      html`${one.cents === 0 ? 'Gratuit' : euros(one.cents)}${one.isUndone && html` ${tag('idle', 'Annulé')}`}`,
    ])
    const columns = ['Ce qui a été remis', 'Pour', 'Le', 'Montant'].map((label) => ({ label }))
    const body =
      rows.length === 0
        ? html`<p>Rien n’a été acheté ni donné à un guichet.</p>`
        : html`<p>À un guichet, pour vous, et pour les personnes dont vous payez le pass. Vous lisez des montants, jamais où ni quand il sert.</p>
          ${table({ caption: TITLE, captionHidden: true, columns, rows })}`
    return page(sayPage(ctx, TITLE, body))
  })
}

export const boughtAccess = { 'pass.bought': [signedIn] }
export const boughtRoutes: readonly Route[] = [
  { get: HERE, action: 'pass.bought', face: 'citizen', title: TITLE, handle: show },
]
