// GET /pass/droits/…/contester: what was decided of a right is contested; it is a request of the counter, followed as any.
import { z } from 'zod'
import { Conflict, type FieldProblem } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import {
  type Context,
  page,
  post,
  redirect,
  type Reply,
  type Route,
  type Values,
} from '#platform/http/route.ts'
import type { Read } from '#platform/db/db.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { type Choice, field, lineOf } from '#platform/screens/field.ts'
import { errorsOf, formFields, formOf } from '#platform/screens/form.ts'
import { button, csrfField } from '#platform/ui/button.ts'
import { section } from '#platform/ui/content.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { personEmail, profileValues } from '#people'
import { ownOpen, submitRequest } from '#requests'
import { isDivided, territory } from '#territory'
import { CONTEST } from '../../record/contest.ts'
import { HOLDER_LIMITS } from '../limits.ts'
import { HERE, holderId, holderName } from '../own.ts'
import { underPass } from '../page.ts'
import { type Contested, contestedOf } from './contested.ts'

const RIGHTS = `${HERE}/droits`
const TITLE = 'Contester'

const FORM = formOf({
  pourquoi: field({
    label: 'Ce qui ne va pas',
    hint: 'En quelques mots. N’écrivez ni revenu, ni information de santé\u00a0: un agent vous dira quoi montrer, et où.',
    control: 'text',
    rows: 4,
    type: lineOf(1000).pipe(z.string().min(5, 'Dites ce qui ne va pas.')),
  }),
  commune: field({
    label: 'Votre commune',
    control: { list: [] },
    medium: true,
    type: z.string().min(1, 'Choisissez votre commune.').max(10),
  }),
  courriel: field({
    label: 'Adresse e-mail',
    hint: 'L’accusé de réception et la réponse y sont envoyés. Sans elle, vous lisez tout dans vos demandes.',
    optional: true,
    control: 'email',
    medium: true,
    type: z
      .string()
      .trim()
      .max(200)
      .pipe(
        z.union([
          z.literal(''),
          z.email('Écrivez une adresse e-mail, par exemple prenom.nom@courriel.example.'),
        ]),
      ),
  }),
})
type Typed = z.output<typeof FORM.input>

/** What is known of whoever asks; of whoever acts for them, no address. */
async function knownOf(tx: Read, ctx: Context): Promise<Values> {
  const { actor } = ctx
  const personId = holderId(actor)
  const commune = (await profileValues(tx, personId)).find(({ valueId }) => valueId === 'commune')?.value
  return {
    commune: commune ?? '',
    courriel: actor.by ? '' : ((await personEmail(tx, personId)) ?? ''),
  }
}

const said = ({ right, decision, rule }: Contested) =>
  html`${section('Ce qui a été décidé', html`<p><b>${right}</b></p><p>${decision}</p>`)}${rule !== '' && html`<details class="fold"><summary>Ce que demande la règle</summary><p class="typed">${rule}</p></details>`}`

async function contestScreen(
  ctx: Context,
  again?: { typed: Values; problems: readonly FieldProblem[] },
): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const contested = await contestedOf(tx, ctx.params.produit ?? '')
    const place = await territory(tx)
    const areas = place.areas.filter((area) => !isDivided(area, place))
    const list = [['', 'Choisissez'] as Choice, ...areas.map(({ code, name }): Choice => [code, name])]
    const shown = {
      typed: again?.typed ?? (await knownOf(tx, ctx)),
      problems: again?.problems ?? [],
      choices: { commune: list },
    }
    const errors = errorsOf(shown)
    const at = `${RIGHTS}/${ctx.params.produit}/contester`
    const main = html`<div class="sections reading">${errorSummary(errors)}<h1>${TITLE} un droit</h1>
      ${said(contested)}<p>Un agent relit cette décision avec la règle et vos preuves, et vous répond. Ce texte lui est envoyé avec votre demande, que vous suivez dans «&nbsp;Mes demandes&nbsp;».</p>
      <form class="stack" method="post" action="${at}" novalidate>${csrfField(ctx.csrf)}<div class="fields">${formFields(FORM, shown)}</div>
      <div class="actions">${button('Envoyer')}<a href="${RIGHTS}">Ne rien envoyer</a></div></form></div>`
    return page(
      underPass(ctx, { title: TITLE, main, errorCount: errors.length }),
      errors.length > 0 ? 422 : 200,
    )
  })
}

/** POST /pass/droits/:produit/contester: in the name of whoever the pass is of, by whoever may ask for them. */
const doContest = async (ctx: Context, { pourquoi, commune, courriel }: Typed): Promise<Reply> => {
  const { actor } = ctx
  const personId = holderId(actor)
  await throttle(ctx, `pass:contest:${personId}`, HOLDER_LIMITS.passContests)
  const { ref } = await ctx.db.write(actor, async (tx) => {
    const contested = await contestedOf(tx, ctx.params.produit ?? '')
    const open = (await ownOpen(tx)).find(
      ({ serviceSlug, subject }) => serviceSlug === CONTEST && subject === contested.right,
    )
    if (open !== undefined)
      throw new Conflict(`Vous l’avez déjà contesté\u00a0: la demande ${open.ref} est en cours, écrivez-y.`)
    return submitRequest(tx, {
      ...{ draftId: null, serviceSlug: CONTEST, channel: 'web', residentId: personId, enteredUnitId: null },
      answers: {
        place: { commune, address: '' },
        ...contested,
        why: pourquoi,
        name: holderName(actor),
        ...(courriel === '' ? {} : { email: courriel }),
      },
    })
  })
  return redirect(`/suivi/${ref}`, `Votre contestation ${ref} est enregistrée\u00a0: un agent vous répond.`)
}

const base = { action: 'pass.hold', face: 'citizen', title: TITLE } as const

export const contestRoutes: readonly Route[] = [
  { ...base, get: `${RIGHTS}/:produit/contester`, handle: (ctx: Context) => contestScreen(ctx) },
  post({
    ...{ ...base, post: `${RIGHTS}/:produit/contester`, input: FORM.input, handle: doContest },
    again: (ctx, problems, { values }) => contestScreen(ctx, { typed: values, problems }),
  }),
]
