// One agreement more: the commune is chosen first, so that what decrees say of its inhabitants is there to read.
import { NotFound } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { type Context, one, page, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { formOf, type FormScreen } from '#platform/screens/form.ts'
import { button } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { select } from '#platform/ui/fields.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { adminForm, adminFrame, type Authority, territory } from '#territory'
import { yearOf } from '../life/life.ts'
import { decreed, usualTerms } from '../record/prepare.ts'
import { agreements, begin, type SaidPopulation, todayOf } from '../record/write.ts'
import { commune, opensChoices } from './fields.ts'
import { addressOf, back, communeChoices, gridChoices, terms, writtenOf } from './forms.admin.ts'
import { HERE } from './words.ts'

const AT = `${HERE}/nouvelle`
const title = 'Préparer une convention'
const form = formOf({ commune, ...terms })

/** What is known of the inhabitants of a commune, as it would be typed. */
const typedOf = ({ figure, kind, year, decree, decreeOn }: SaidPopulation): Record<string, string> => ({
  figure: String(figure),
  kind,
  year: String(year),
  decree,
  decreeOn,
})

const screen: FormScreen<typeof form.fields> = {
  at: AT,
  action: 'agreement.write',
  title,
  form,
  button: 'Enregistrer le projet',
  back,
  async shown(tx, ctx) {
    const asked = (await territory(tx)).authorityByCode(one(ctx.query, 'commune'))
    const grids = await gridChoices(tx)
    const next = yearOf(await todayOf(tx)) + 1
    const { startsOn, endsOn, noticeMonths, seats } = usualTerms(`${next}-01-01`)
    const before = asked && (await agreements(tx, asked.id)).at(-1)?.deeds.at(-1)
    const known = asked === undefined ? undefined : await decreed(tx, asked)
    return {
      typed: {
        ...{ startsOn, endsOn, noticeMonths: String(noticeMonths), seats: String(seats) },
        ...(known === undefined ? { kind: 'municipal' } : typedOf(known)),
        commune: asked === undefined ? '' : String(asked.id),
        grid: grids[0]?.[0] ?? '',
        // The next one opens what the one before did, until somebody says otherwise.
        opens: [...(before?.opens ?? [])],
      },
      choices: {
        commune: asked === undefined ? await communeChoices(tx) : [[String(asked.id), asked.name]],
        grid: grids,
        opens: opensChoices(ctx.features),
      },
    }
  },
  async act(tx, { commune: authorityId, ...said }, ctx) {
    if ((await territory(tx)).authorities.every(({ id }) => id !== authorityId)) throw new NotFound()
    const id = await begin(tx, writtenOf(said, authorityId, ctx))
    return redirect(addressOf(id), 'Le projet est enregistré. Notez ici les votes, puis les signatures.')
  },
}

const optionOf = ({ code, name }: Authority) => ({ value: code, label: name })

/** GET /administration/conventions/nouvelle: none is chosen beforehand, for nobody signs with the first of the alphabet. */
const showChoice = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const communes = (await territory(tx)).authorities.filter(({ level }) => level === 'commune')
    const list = select({
      name: 'commune',
      label: 'Avec quelle commune',
      hint: 'Sa population et le décret qui la fixe seront repris.',
      value: '',
      medium: true,
      blank: 'Choisissez',
      options: communes.map(optionOf),
    })
    const main = html`<div class="stack desk-form"><h1>${title}</h1>
      <form class="stack" method="get" action="${AT}">${panel('La commune', list)}
      <div class="row">${button('Continuer')}<a href="${back.href}">${back.label}</a></div></form></div>`
    return page(agentPage(await adminFrame(ctx, tx), { title, main, current: HERE }))
  })

export const prepareRoutes: readonly Route[] = adminForm(screen).map((route) =>
  'get' in route
    ? {
        ...route,
        handle: (ctx: Context) => (one(ctx.query, 'commune') === '' ? showChoice(ctx) : route.handle(ctx)),
      }
    : route,
)
