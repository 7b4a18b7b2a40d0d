// A body or a term that was made by mistake is taken away, as long as nobody is written there.
import { html } from '#platform/html.ts'
import { redirect } from '#platform/http/route.ts'
import { type FormScreen, formOf } from '#platform/screens/form.ts'
import { bodyOf, withdrawBody, withdrawTerm } from '../record/write.ts'
import { askedTerm, idOf } from './asked.ts'
import { addressOf, AT, daysText, HERE, TERM } from './words.ts'
import { todayThere } from '#territory'

const form = formOf({})
const common = { action: 'body.change', form, back: { href: AT, label: 'Revenir à l’instance' } } as const

/** GET and POST …/:instance/retrait */
export const bodyWithdrawn: FormScreen<typeof form.fields> = {
  ...common,
  at: `${AT}/retrait`,
  title: 'Retirer une instance',
  button: 'Retirer cette instance',
  async shown(tx, ctx) {
    const { name } = await bodyOf(tx, idOf(ctx, 'instance'))
    return {
      title: `Retirer\u00a0: ${name}`,
      intro: html`<p class="reading">Tant que personne n’y est inscrit, elle peut disparaître, avec ses mandatures.</p>`,
    }
  },
  async act(tx, _, ctx) {
    await withdrawBody(tx, idOf(ctx, 'instance'))
    return redirect(HERE, 'L’instance est retirée.')
  },
}

/** GET and POST …/mandatures/:mandature/retrait */
export const termWithdrawn: FormScreen<typeof form.fields> = {
  ...common,
  at: `${TERM}/retrait`,
  title: 'Retirer une mandature',
  button: 'Retirer cette mandature',
  async shown(tx, ctx) {
    const { body, term } = await askedTerm(tx, ctx)
    return {
      title: `Retirer une mandature\u00a0: ${body.name}`,
      intro: html`<p class="reading">${daysText(term, await todayThere(tx))}. Tant que personne n’y est inscrit, elle peut disparaître.</p>`,
    }
  },
  async act(tx, _, ctx) {
    const { body, term } = await askedTerm(tx, ctx)
    await withdrawTerm(tx, body.id, term.id)
    return redirect(addressOf(body), 'La mandature est retirée.')
  },
}
