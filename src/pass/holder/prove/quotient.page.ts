// GET /pass/droits/quotient: the family quotient asked of the fund, by whoever agrees to it; its class alone is kept. Where it does not answer,
// the page says how to prove it otherwise.
import { z } from 'zod'
import { BadInput, type FieldProblem } from '#platform/errors.ts'
import { html, type Html } from '#platform/html.ts'
import { type Context, page, post, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { system } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { profileValues } from '#people'
import { button, csrfField } from '#platform/ui/button.ts'
import { checkboxCard } from '#platform/ui/choices.ts'
import { facts, section } from '#platform/ui/content.ts'
import { errorSummary, notice } from '#platform/ui/feedback.ts'
import { fullDate } from '#platform/ui/french.ts'
import { territory, todayThere } from '#territory'
import { quotientWords } from '../../grid/words.ts'
import { BRACKETS } from '../../proof/facts.ts'
import { familyFund, type SureIdentity, sureIdentity } from '../../proof/family/asked.ts'
import type { QuotientQuestion } from '../../proof/family/quotient.ts'
import { keepProof } from '../../proof/queries.ts'
import { HOLDER_LIMITS } from '../limits.ts'
import { namesOf } from '../offers.ts'
import { change, familyOf, HERE, holderId, holderName, livePass } from '../own.ts'
import { underPass } from '../page.ts'

const RIGHTS = `${HERE}/droits`
const AT = `${RIGHTS}/quotient`
const TITLE = 'Demander votre quotient familial'

/** In whose name one asks: the holder's own; of a child, that of the parent who acts. */
async function askedIn(ctx: Context, tx: Read): Promise<SureIdentity | null> {
  const { actor } = ctx
  const { communes } = await territory(tx)
  const nameOf = (code: string) => communes.find((one) => one.code === code)?.name
  const parent = actor.by && (await familyOf(ctx)).isParent ? actor.by.personId : null
  const values =
    parent === null
      ? await profileValues(tx, holderId(actor))
      : await ctx.db.read(system, (all) => profileValues(all, parent))
  return sureIdentity(values, { now: tx.now, nameOf })
}

const UNSURE = html`<p>Seule une identité lue par FranceConnect, ou vue par un agent, permet de demander à la caisse&nbsp;: sinon, qui connaît votre naissance pourrait demander à votre place. <a href="/connexion">Connectez-vous avec FranceConnect</a>, ou venez à un guichet avec une pièce d’identité. L’avis d’impôt se lit sans cela, <a href="${RIGHTS}">par son code 2D-Doc</a>.</p>`

const AGREED = html`<p>La caisse qui verse vos prestations, CAF ou MSA, dit votre quotient du mois. Il devient aussitôt une tranche, de la première à la cinquième&nbsp;: elle seule est gardée, un an. Ni le montant, ni votre foyer, ni votre adresse ne sont gardés ou montrés à quiconque.</p>`

const askForm = (ctx: Context, sure: SureIdentity, problems: readonly FieldProblem[]): Html =>
  html`${AGREED}${section('Ce qui est envoyé à la caisse', html`${facts(sure.lines)}<p class="meta">Et le numéro SIRET de la collectivité qui demande. Rien d’autre.</p>`)}
    <form class="stack" method="post" action="${AT}" novalidate>${csrfField(ctx.csrf)}${checkboxCard({
      ...{ name: 'accord', label: 'Je veux que la caisse dise mon quotient, pour ce pass' },
      value: 'oui',
      error: problems.find(({ field }) => field === 'accord')?.message,
    })}<div class="actions">${button('Demander à la caisse')}<a href="${RIGHTS}">Le prouver autrement</a></div></form>`

async function quotientScreen(ctx: Context, problems: readonly FieldProblem[] = []): Promise<Reply> {
  familyFund(ctx)
  return ctx.db.read(ctx.actor, async (tx) => {
    await livePass(tx)
    const sure = await askedIn(ctx, tx)
    const errors = problems.map(({ field, message }) => ({ id: field, message }))
    const main = html`<div class="sections reading">${errorSummary(errors)}<h1>${TITLE}</h1>${
      sure === null
        ? notice('warn', 'Votre identité n’est pas encore sûre', UNSURE)
        : askForm(ctx, sure, problems)
    }</div>`
    const whole = underPass(ctx, { title: TITLE, main, errorCount: errors.length })
    return page(whole, errors.length > 0 ? 422 : 200)
  })
}

async function questionOf(ctx: Context, tx: Read): Promise<QuotientQuestion> {
  const personId = holderId(ctx.actor)
  await livePass(tx)
  const sure = await askedIn(ctx, tx)
  if (sure === null)
    throw new BadInput([{ field: '', message: 'Votre identité n’est pas encore sûre\u00a0: lisez comment.' }])
  const birthdate = (await profileValues(tx, personId)).find(({ valueId }) => valueId === 'birthdate')?.value
  const member = { ...(await namesOf(tx, personId, holderName(ctx.actor))), birthdate }
  return { who: sure.identity, member, today: await todayThere(tx), brackets: BRACKETS }
}

/** POST /pass/droits/quotient */
const doAsk = async (ctx: Context): Promise<Reply> => {
  const fund = familyFund(ctx)
  const personId = holderId(ctx.actor)
  await throttle(ctx, `pass:proof:${personId}`, HOLDER_LIMITS.passProofs)
  // Nobody holds a connection to the database while the fund thinks.
  const answer = await fund.ask(await ctx.db.read(ctx.actor, (tx) => questionOf(ctx, tx)))
  if (!answer.ok) throw new BadInput([{ field: 'accord', message: answer.sentence }])
  const { proof } = answer
  const isKept = await change(ctx, 'Pass\u00a0: a demandé votre quotient à la caisse', livePass, (tx) =>
    keepProof(tx, { personId, proof }),
  )
  return redirect(
    RIGHTS,
    isKept
      ? `La caisse a répondu\u00a0: ${quotientWords(proof.class)}, gardée jusqu’au ${fullDate(proof.endsOn)}.`
      : 'Ce qui était prouvé l’était déjà mieux\u00a0: rien ne change.',
  )
}

const base = { action: 'pass.hold', face: 'citizen', title: TITLE } as const
const AGREEMENT = z.object({
  accord: z.literal('oui', 'Cochez la case si vous voulez que la caisse réponde.'),
})

export const quotientRoutes: readonly Route[] = [
  { ...base, get: AT, handle: (ctx: Context) => quotientScreen(ctx) },
  post({
    ...{ ...base, post: AT, input: AGREEMENT, handle: doAsk },
    again: (ctx, problems) => quotientScreen(ctx, problems),
  }),
]
