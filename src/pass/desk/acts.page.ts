// What a desk ends, stops or replaces of a pass, and the child of whoever is there. Each is asked on a page of its own, and read by the person.
import { z } from 'zod'
import { type Actor, system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { BadInput, Conflict, NotFound } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { type Context, type Reply, redirect, type Route } from '#platform/http/route.ts'
import { type Choice, dayOrNone, field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { declareChild } from '#mandates'
import { agentOf } from '#signin'
import { agentForm, todayThere } from '#territory'
import { endEntitlement, type Entitlement, entitlementsOf } from '../record/entitlements.ts'
import { lastDays, orderAgain, ordersOf, putInService } from '../record/orders.ts'
import {
  addSupport,
  endSupport,
  openPass,
  stopPass,
  type Support,
  supportsOf,
  suspendSupport,
  takeUpPass,
} from '../record/passes.ts'
import { partners } from '../record/queries.ts'
import { fileAt, HERE, NONE_YET, noteServed, served, servedPass } from './file.ts'
import { familyOf } from './family.ts'

const FILE = `${HERE}/fiche/:fiche`
const back = { href: FILE, label: 'Revenir au pass' }
const action = 'pass.serve'

/** Done to somebody's pass, and told to them. */
function done(
  ctx: Context,
  personId: number,
  said: { told: string; flash: string },
  work: (tx: Write) => Promise<void>,
): () => Promise<Reply> {
  return async () => {
    await ctx.db.write(system, async (tx) => {
      await work(tx)
      await noteServed(tx, ctx.actor, personId, said.told)
    })
    return redirect(fileAt(ctx, personId), said.flash)
  }
}

const ENDS = {
  asked: ['La personne le demande', 'À votre demande, à un guichet.'],
  mistake: ['Il a été donné par erreur', 'Donné par erreur, à un guichet.'],
  lost: ['Elle n’y a plus droit', 'Vous n’y avez plus droit\u00a0: un guichet l’a constaté avec vous.'],
} as const
const endForm = formOf({
  motif: field({
    label: 'Pourquoi',
    control: Object.entries(ENDS).map(([id, [label]]): Choice => [id, label]),
    type: z.enum(Object.keys(ENDS) as [keyof typeof ENDS], 'Choisissez pourquoi.'),
  }),
})

/** What runs of the person's pass, at a partner of the agent's authority. @throws NotFound */
async function ownHeld(
  ctx: Context,
  actor: Actor,
): Promise<{ personId: number; passId: number; held: Entitlement }> {
  const { person, pass } = await servedPass(ctx)
  const { authorityId } = agentOf(actor)
  return ctx.db.read(system, async (tx) => {
    const held = (await entitlementsOf(tx, pass.id, await todayThere(tx))).find(
      ({ id }) => String(id) === ctx.params.droit,
    )
    const partner = (await partners(tx)).find(({ id }) => id === held?.partnerId)
    if (held === undefined || partner?.authorityId !== authorityId) throw new NotFound()
    return { personId: person.id, passId: pass.id, held }
  })
}

const ending = agentForm({
  at: `${FILE}/droits/:droit/fin`,
  ...{ action, back, title: 'Mettre fin à un droit', form: endForm, button: 'Mettre fin' },
  async shown(_, ctx) {
    const { held } = await ownHeld(ctx, ctx.actor)
    return {
      title: `Mettre fin\u00a0: ${held.product}`,
      intro: html`<p class="reading">${held.because} Ce qu’il reste ne servira plus. La personne lit pourquoi.</p>`,
    }
  },
  async act(_, { motif }, ctx) {
    const { personId, passId, held } = await ownHeld(ctx, ctx.actor)
    const told = `Pass\u00a0: a mis fin, à un guichet, à «\u00a0${held.product}\u00a0»`
    return done(ctx, personId, { told, flash: 'C’est fini.' }, async (tx) => {
      if (!(await endEntitlement(tx, { passId, id: held.id, because: ENDS[motif][1] })))
        throw new Conflict('Ce droit avait déjà pris fin.')
    })
  },
})

type Step = 'hand' | 'lost' | 'suspend' | 'resume' | 'replace'
const STEPS: Readonly<Record<Step, readonly [label: string, hint: string, told: string, flash: string]>> = {
  hand: [
    'Remettre, et mettre en service',
    'La personne l’a en main, devant vous.',
    'a remis, à un guichet, ',
    'Le support est en service.',
  ],
  lost: [
    'Perdu ou volé',
    'Il ne s’ouvre plus rien\u00a0: un quart d’heure, jusqu’à 24 heures aux portes sans réseau.',
    'a noté perdu, à un guichet, ',
    'Le support est arrêté. Les droits restent.',
  ],
  suspend: [
    'Suspendre',
    'Jusqu’à ce qu’il soit repris.',
    'a suspendu, à un guichet, ',
    'Le support est suspendu.',
  ],
  resume: ['Reprendre', 'Il s’ouvre de nouveau.', 'a repris, à un guichet, ', 'Le support est repris.'],
  replace: [
    'Remplacer',
    'L’ancien s’arrête, le nouveau est commandé\u00a0; les droits et ce qu’il en reste passent avec lui.',
    'a remplacé, à un guichet, ',
    'Le support est remplacé. Les droits restent.',
  ],
}

function stepsOf({ kind, state, madeAs }: Support): Step[] {
  const isMade = madeAs !== null
  const hand: Step[] = state === 'ordered' && isMade && madeAs !== 'letter' ? ['hand'] : []
  // What is printed in a square does not wait: a list never takes back what it said dead.
  const mayWait = !isMade || madeAs === 'chip'
  const moves: Step[] = state === 'suspended' ? ['resume'] : state === 'active' && mayWait ? ['suspend'] : []
  // A phone is replaced by whoever holds the new one.
  return [...hand, 'lost', ...moves, ...(kind === 'card' || isMade ? (['replace'] as const) : [])]
}

async function ownSupport(ctx: Context): Promise<{ personId: number; passId: number; support: Support }> {
  const { person, pass } = await servedPass(ctx)
  const support = (await ctx.db.read(system, (tx) => supportsOf(tx, pass.id))).find(
    ({ id, endedAt }) => String(id) === ctx.params.support && endedAt === null,
  )
  if (support === undefined) throw new NotFound('Ce support n’est plus en service.')
  return { personId: person.id, passId: pass.id, support }
}

/** In hand, once it is made. @throws BadInput beside the choice */
async function handOver(tx: Write, { id, passId }: Support): Promise<boolean> {
  const order = (await ordersOf(tx, passId)).find(({ supportId }) => supportId === id)
  if (order === undefined) return false
  if (order.stage !== 'made' && order.stage !== 'sent')
    throw new BadInput([{ field: 'suite', message: 'Ce support n’est pas encore fait.' }])
  return putInService(tx, { id, passId, until: lastDays(await todayThere(tx), order.madeAs) })
}

async function takeStep(tx: Write, step: Step, support: Support, agentId: number): Promise<boolean> {
  const { id, passId, label } = support
  if (step === 'hand') return handOver(tx, support)
  if (step === 'suspend' || step === 'resume')
    return suspendSupport(tx, { passId, id, isSuspended: step === 'suspend' })
  if (!(await endSupport(tx, { passId, id, as: step === 'lost' ? 'lost' : 'replaced' }))) return false
  if (step === 'replace' && (await orderAgain(tx, support, agentId)) === undefined)
    await addSupport(tx, { passId, kind: 'card', label, state: 'ordered' })
  return true
}

const supporting = agentForm({
  at: `${FILE}/supports/:support`,
  ...{ action, back, title: 'Un support', button: 'Confirmer' },
  form: formOf({
    suite: field({
      label: 'Ce que vous faites',
      control: { list: [] },
      type: z.enum(Object.keys(STEPS) as [Step, ...Step[]], 'Choisissez dans la liste.'),
    }),
  }),
  async shown(_, ctx) {
    const { support } = await ownSupport(ctx)
    const steps = stepsOf(support)
    return {
      title: support.label,
      choices: { suite: [NONE_YET, ...steps.map((step): Choice => [step, STEPS[step][0]])] },
      intro: html`<ul class="reading">${steps.map((step) => html`<li><b>${STEPS[step][0]}</b>&nbsp;: ${STEPS[step][1]}</li>`)}</ul>`,
    }
  },
  async act(_, { suite }, ctx) {
    const { personId, support } = await ownSupport(ctx)
    if (!stepsOf(support).includes(suite))
      throw new BadInput([{ field: 'suite', message: 'Choisissez dans la liste.' }])
    const [, , verb, flash] = STEPS[suite]
    return done(
      ctx,
      personId,
      { told: `Pass\u00a0: ${verb}«\u00a0${support.label}\u00a0»`, flash },
      async (tx) => {
        if (!(await takeStep(tx, suite, support, agentOf(ctx.actor).agentId)))
          throw new Conflict('Ce support a changé entre-temps\u00a0: relisez le pass.')
      },
    )
  },
})

const stopping = agentForm({
  at: `${FILE}/arret`,
  ...{ action, back, title: 'Arrêter ou reprendre le pass', form: formOf({}), button: 'Confirmer' },
  async shown(_, ctx) {
    const { pass } = await servedPass(ctx)
    return pass.stoppedAt === null
      ? {
          title: 'Arrêter tout le pass',
          intro: html`<p class="reading">Téléphone, carte et papier s’arrêtent ensemble&nbsp;: un quart d’heure, jusqu’à 24&nbsp;heures aux portes sans réseau. Les droits et ce qu’il en reste sont gardés.</p>`,
        }
      : {
          title: 'Reprendre le pass',
          intro: html`<p class="reading">Les droits s’ouvrent de nouveau. Les supports d’avant restent arrêtés&nbsp;: la personne en reprend un.</p>`,
        }
  },
  async act(_, _nothing, ctx) {
    const { person, pass } = await servedPass(ctx)
    const isStopped = pass.stoppedAt === null
    const said = isStopped
      ? { told: 'Pass\u00a0: l’a arrêté en entier, à un guichet', flash: 'Le pass est arrêté.' }
      : { told: 'Pass\u00a0: l’a repris, à un guichet', flash: 'Le pass est repris.' }
    return done(ctx, person.id, said, (tx) => (isStopped ? stopPass : takeUpPass)(tx, pass.id))
  },
})

const adding = agentForm({
  at: `${FILE}/enfant`,
  ...{ action, back, title: 'Ajouter un enfant', button: 'Ajouter l’enfant et ouvrir son pass' },
  form: formOf({
    given_name: field({
      label: 'Prénom de l’enfant',
      control: 'line',
      type: lineOf(100).refine((text) => text !== '', 'Écrivez le prénom.'),
    }),
    family_name: field({
      label: 'Nom de l’enfant',
      control: 'line',
      type: lineOf(100).refine((text) => text !== '', 'Écrivez le nom.'),
    }),
    naissance: field({ label: 'Date de naissance', control: 'day', type: dayOrNone }),
  }),
  async shown(_, ctx) {
    const { person } = await served(ctx)
    return {
      intro: html`<p class="reading">${person.name} est là, et se dit parent de l’enfant&nbsp;: vous avez vu le livret de famille ou l’acte de naissance. L’enfant aura un pass à son nom jusqu’à ses 18&nbsp;ans, sans compte.</p>`,
    }
  },
  async act(_, { given_name, family_name, naissance }, ctx) {
    const { person } = await served(ctx)
    return async () => {
      const child = { givenName: given_name, familyName: family_name, birthdate: naissance }
      await declareChild(ctx, person.id, child)
      const { agentId } = agentOf(ctx.actor)
      const childId = await ctx.db.write(system, async (tx) => {
        const { children } = await familyOf(tx, person.id)
        const added = children
          .filter(({ name }) => name === `${given_name} ${family_name}`)
          .sort((a, b) => b.id - a.id)[0]
        if (added === undefined) throw new Error('a child that was declared is there')
        await openPass(tx, added.id, agentId)
        await noteServed(
          tx,
          ctx.actor,
          person.id,
          `Pass\u00a0: en a ouvert un, à un guichet, pour ${added.name}`,
        )
        return added.id
      })
      return redirect(fileAt(ctx, childId), 'L’enfant est ajouté, et son pass ouvert.')
    }
  },
})

export const actRoutes: readonly Route[] = [...ending, ...supporting, ...stopping, ...adding]
