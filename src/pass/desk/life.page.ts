// At a desk: a place in line for what is full, who pays for whom, and what a decision of justice leaves to each parent of a child.
import { z } from 'zod'
import { system } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { ofPerson } from '#platform/french/noun.ts'
import { html } from '#platform/html.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { type Choice, day, field, lineOf, several } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { fullDate } from '#platform/ui/french.ts'
import { personName, writerOf } from '#people'
import { agentOf, findAtDesk } from '#signin'
import { agentForm, todayThere } from '#territory'
import { leaveLine, limitOf, payersOf, setLimit, setPayer, wait, waitingOf } from '../life/queries.ts'
import { GUARDIAN, parentsOf, tellOne } from '../life/tell.ts'
import { fileAt, HERE, noteServed, served, servedPass } from './file.ts'
import { offersAt } from './offers.ts'

const FILE = `${HERE}/fiche/:fiche`
const back = { href: FILE, label: 'Revenir au pass' }
const action = 'pass.serve'

/** Products of the agent's authority that so many people at most hold. */
async function fullChoices(tx: Read, ctx: Context): Promise<Choice[]> {
  const offers = await offersAt(tx, agentOf(ctx.actor).authorityId)
  const bounded = new Map(
    offers.filter(({ product }) => product.mostHolders !== null).map(({ product }) => [product.id, product]),
  )
  return [...bounded.values()].map(
    (product): Choice => [String(product.id), `${product.partner}, ${product.name}`],
  )
}

const waiting = agentForm({
  at: `${FILE}/attente`,
  ...{ action, back, title: 'Liste d’attente', button: 'Enregistrer' },
  form: formOf({
    droit: field({
      label: 'Ce que la personne attend',
      hint: 'Ce dont les places sont comptées. Choisi de nouveau, elle quitte la file.',
      control: { list: [] },
      type: z.string().regex(/^\d{1,9}$/, 'Choisissez dans la liste.'),
    }),
  }),
  async shown(tx, ctx) {
    const { pass } = await servedPass(ctx)
    const choices = await fullChoices(tx, ctx)
    const line = await ctx.db.read(system, (all) => waitingOf(all, pass.id))
    const closed = {
      title: 'Rien à attendre',
      text: 'Aucun droit de votre collectivité n’a de places comptées.',
    }
    return {
      choices: { droit: choices },
      intro: html`<p class="reading">Les places libres vont dans l’ordre de la file. Chacune est gardée trois jours à qui on l’annonce.</p>
        ${line.length > 0 && html`<ul>${line.map((one) => html`<li>${one.product}&nbsp;: ${one.keptUntil === null ? `${one.place}e de la file` : `une place est gardée jusqu’au ${fullDate(one.keptUntil)}`}</li>`)}</ul>`}`,
      ...(choices.length === 0 ? { closed } : {}),
    }
  },
  async act(tx, { droit }, ctx) {
    const { person, pass } = await servedPass(ctx)
    const chosen = (await fullChoices(tx, ctx)).find(([id]) => id === droit)
    if (chosen === undefined) throw new BadInput([{ field: 'droit', message: 'Choisissez dans la liste.' }])
    return async () => {
      const isIn = await ctx.db.write(system, async (all) => {
        const before = (await waitingOf(all, pass.id)).some(({ productId }) => String(productId) === droit)
        await (before ? leaveLine : wait)(all, pass.id, Number(droit))
        await noteServed(
          all,
          ctx.actor,
          person.id,
          `Pass\u00a0: vous a ${before ? 'retiré d’une' : 'inscrit sur une'} liste d’attente, à un guichet`,
        )
        return !before
      })
      return redirect(
        fileAt(ctx, person.id),
        isIn ? 'La personne est dans la file.' : 'La personne a quitté la file.',
      )
    }
  },
})

const paying = agentForm({
  at: `${FILE}/payeur`,
  ...{ action, back, title: 'Qui paie pour ce pass', button: 'Enregistrer' },
  form: formOf({
    numero: field({
      label: 'Numéro de compte de qui paie',
      control: 'line',
      medium: true,
      type: lineOf(40).refine((text) => text !== '', 'Écrivez le numéro de compte.'),
    }),
    until: field({ label: 'Jusqu’au', hint: 'Ce jour compris. Hier y met fin.', control: 'day', type: day }),
  }),
  async shown(tx, ctx) {
    const { person, pass } = await servedPass(ctx)
    const today = await todayThere(tx)
    const payers = await ctx.db.read(system, async (all) => {
      const lines: string[] = []
      for (const one of await payersOf(all, pass.id, today))
        lines.push(`${(await personName(all, one.personId)) ?? ''}, jusqu’au ${fullDate(one.until)}`)
      return lines
    })
    return {
      title: `Qui paie pour le pass\u00a0: ${person.name}`,
      intro: html`<p class="reading">Qui paie lit les montants des achats de ces jours-là, jamais où ni quand le pass sert. La personne, ou son parent, est d’accord.</p>
        ${payers.length > 0 && html`<ul>${payers.map((line) => html`<li>${line}</li>`)}</ul>`}`,
    }
  },
  async act(tx, { numero, until }, ctx) {
    const { person, pass } = await servedPass(ctx)
    const today = await todayThere(tx)
    return async () => {
      const { account } = await findAtDesk(ctx, ctx.actor, numero)
      if (account.personId === person.id)
        throw new BadInput([{ field: 'numero', message: 'C’est le compte de la personne elle-même.' }])
      await ctx.db.write(system, async (all) => {
        const since = until < today ? until : today
        await setPayer(all, pass.id, { personId: account.personId, since, until })
        await noteServed(
          all,
          ctx.actor,
          person.id,
          `Pass\u00a0: a noté, à un guichet, que ${account.name} paie pour vous`,
        )
      })
      return redirect(fileAt(ctx, person.id), 'C’est noté.')
    }
  },
})

const RIGHTS = [
  ['see', 'Voir où le pass a servi'],
  ['buy', 'Acheter pour l’enfant'],
  ['stop', 'Arrêter le pass'],
] as const satisfies readonly Choice[]

async function ownParent(ctx: Context) {
  const { person } = await served(ctx)
  return ctx.db.read(system, async (tx) => {
    const parent = (await parentsOf(tx, person.id)).find(
      ({ mandateId }) => String(mandateId) === ctx.params.mandat,
    )
    if (parent === undefined) throw new NotFound()
    return {
      person,
      mandateId: parent.mandateId,
      name: (await personName(tx, parent.personId)) ?? '',
      limit: await limitOf(tx, parent.mandateId),
    }
  })
}

const limiting = agentForm({
  at: `${FILE}/parents/:mandat`,
  ...{ action, back, title: 'Ce que peut un parent', button: 'Enregistrer, et le dire aux deux parents' },
  form: formOf({
    droits: field({ label: 'Ce parent peut', optional: true, control: { several: RIGHTS }, type: several }),
    jugement: field({
      label: 'Jour de la décision de justice',
      hint: 'Vous l’avez lue, en entier. N’en gardez ni copie ni contenu.',
      control: 'day',
      type: day,
    }),
  }),
  async shown(_, ctx) {
    const { person, name, limit } = await ownParent(ctx)
    const has = limit ?? { maySee: true, mayBuy: true, mayStop: true, decidedOn: '' }
    return {
      title: `Ce que peut ${name} du pass ${ofPerson(person.name)}`,
      typed: {
        droits: RIGHTS.map(([id]) => id).filter(
          (id) => ({ see: has.maySee, buy: has.mayBuy, stop: has.mayStop })[id],
        ),
        jugement: has.decidedOn,
      },
      intro: html`<p class="reading">Les deux parents voient et font tout, sauf ce qu’une décision de justice a retiré à l’un d’eux.</p>`,
    }
  },
  async act(tx, { droits, jugement }, ctx) {
    const { person, mandateId, name } = await ownParent(ctx)
    if (jugement > (await todayThere(tx)))
      throw new BadInput([{ field: 'jugement', message: 'Ce jour n’est pas encore arrivé.' }])
    return async () => {
      await ctx.db.write(system, async (all) => {
        const limit = {
          ...{
            maySee: droits.includes('see'),
            mayBuy: droits.includes('buy'),
            mayStop: droits.includes('stop'),
          },
          decidedOn: jugement,
        }
        await setLimit(all, mandateId, limit, agentOf(ctx.actor).agentId)
        const left = RIGHTS.filter(([id]) => droits.includes(id)).map(([, label]) => label.toLowerCase())
        const said = left.length === 0 ? 'rien' : left.join(', ')
        await noteServed(
          all,
          ctx.actor,
          person.id,
          `Pass\u00a0: a noté, à un guichet, la décision du ${fullDate(jugement)} sur ce que peut ${name}`,
        )
        for (const parent of await parentsOf(all, person.id))
          await tellOne(all, writerOf(ctx), GUARDIAN, parent.personId, {
            key: `guardian:${mandateId}:${all.now.getTime()}`,
            id: mandateId,
            title: `Pass ${ofPerson(person.name)}\u00a0: ce que peut chaque parent`,
            text: `Par la décision du ${fullDate(jugement)}, lue à un guichet, ${name} peut\u00a0: ${said}. Un guichet vous reçoit si c’est faux.`,
          })
      })
      return redirect(fileAt(ctx, person.id), 'C’est noté, et dit aux deux parents.')
    }
  },
})

export const lifeRoutes: readonly Route[] = [...waiting, ...paying, ...limiting]
