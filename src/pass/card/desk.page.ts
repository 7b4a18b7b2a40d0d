// At a desk: a card or a paper is ordered for whoever is there.
import { z } from 'zod'
import { system } from '#platform/actor.ts'
import { html } from '#platform/html.ts'
import { redirect, type Route } from '#platform/http/route.ts'
import { type Choice, field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { writerOf } from '#people'
import { agentOf } from '#signin'
import { agentForm } from '#territory'
import { fileAt, HERE, noteServed, servedPass } from '../desk/file.ts'
import { orderable, placeOrder, tellOrdered } from './order.ts'

const FILE = `${HERE}/fiche/:fiche`

export const deskCards: readonly Route[] = agentForm({
  at: `${FILE}/carte`,
  ...{ action: 'pass.serve', title: 'Commander une carte ou un papier', button: 'Commander' },
  back: { href: FILE, label: 'Revenir au pass' },
  form: formOf({
    support: field({
      label: 'Ce que la personne commande',
      control: { list: [] },
      type: z.string().min(1, 'Choisissez dans la liste.').max(100),
    }),
    address: field({
      label: 'Adresse où l’envoyer',
      hint: 'Vide\u00a0: la carte se retire à ce guichet. Effacée une fois l’envoi parti.',
      optional: true,
      control: 'line',
      type: lineOf(200),
    }),
  }),
  async shown(_, ctx) {
    const { pass } = await servedPass(ctx)
    const choices = await ctx.db.read(system, (tx) => orderable(tx, ctx.config, pass.id))
    const closed = {
      title: 'Rien à mettre sur une carte',
      text: 'Donnez d’abord un droit qui se montre sur papier.',
    }
    return {
      choices: { support: choices.map(({ typed, label }): Choice => [typed, label]) },
      intro: html`<p class="reading">La carte n’ouvre rien avant d’être mise en service, par la personne avec le code de la lettre, ou par vous quand vous la remettez.</p>`,
      ...(choices.length === 0 ? { closed } : {}),
      ...(pass.stoppedAt === null
        ? {}
        : { closed: { title: 'Ce pass est arrêté', text: 'Reprenez-le d’abord.' } }),
    }
  },
  async act(_, { support, address }, ctx) {
    const { person, pass } = await servedPass(ctx)
    return async () => {
      await ctx.db.write(system, async (tx) => {
        const { label } = await placeOrder(ctx, tx, pass, { typed: support, address }, agentOf(ctx.actor))
        await noteServed(
          tx,
          ctx.actor,
          person.id,
          `Pass\u00a0: a commandé, à un guichet, «\u00a0${label}\u00a0»`,
        )
        await tellOrdered(tx, writerOf(ctx), pass, label)
      })
      return redirect(fileAt(ctx, person.id), 'C’est commandé.')
    }
  },
})
