// What is asked of a reorganisation: which units, what becomes of them, where, and from when.
import { z } from 'zod'
import { BadInput, NotFound } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { redirect } from '#platform/http/route.ts'
import { type Choice, day, field, several } from '#platform/screens/field.ts'
import { type FormScreen, formOf } from '#platform/screens/form.ts'
import { administeredAuthorities, localDay, territory } from '#territory'
import { changeHref, UNIT } from '../units/addresses.ts'
import { unitAsked } from '../units/screens.ts'
import { preview } from './change.ts'

const form = formOf({
  units: field({
    label: 'Les unités concernées',
    hint: 'Plusieurs\u00a0: elles sont réunies en un seul geste.',
    control: { several: [] },
    type: several.refine((ids) => ids.length > 0, 'Choisissez au moins une unité.'),
  }),
  kind: field({
    label: 'Ce qu’elles deviennent',
    control: [
      ['close', 'Fermées', 'Tout ce qu’elles tiennent passe à une autre unité.'],
      ['move', 'Placées ailleurs', 'Elles gardent tout, et changent de place dans l’arbre.'],
    ],
    type: z.enum(['close', 'move'], 'Dites ce que les unités deviennent.'),
  }),
  target: field({
    label: 'L’unité qui prend leur suite, ou sous laquelle elles vont',
    control: { list: [] },
    type: z.string().transform((text) => (/^\d{1,9}$/.test(text) ? Number(text) : null)),
  }),
  day: field({
    label: 'À partir du',
    hint: 'Aujourd’hui\u00a0: c’est fait dès que vous confirmez.',
    control: 'day',
    medium: true,
    type: day,
  }),
})

/** GET and POST /administration/organisation/unites/:unite/reorganiser */
export const reorganising: FormScreen<typeof form.fields> = {
  at: `${UNIT}/reorganiser`,
  action: 'unit.reorganise',
  title: 'Fermer, réunir ou placer ailleurs',
  form,
  button: 'Voir ce qui bougerait',
  back: { href: UNIT, label: 'Revenir à l’unité' },
  async shown(tx, ctx) {
    const place = await territory(tx)
    const unit = unitAsked(ctx, tx, place)
    // Closing is the authority’s to decide, whoever administers the unit.
    if (!administeredAuthorities(tx, place).some(({ id }) => id === unit.authorityId)) throw new NotFound()
    if (unit.closedOn !== null) throw new NotFound('Cette unité est fermée.')
    const open = place.unitsOf(unit.authorityId).map(({ id, name }): Choice => [String(id), name])
    return {
      title: `Fermer, réunir ou placer ailleurs «\u00a0${unit.name}\u00a0»`,
      intro: html`<p class="reading">Rien ne bouge avant votre confirmation, et tout se défait d’un seul geste pendant un mois.</p>`,
      typed: { units: [String(unit.id)], kind: 'close', day: localDay(tx.now, place.zone) },
      choices: { units: open, target: [['', 'Choisissez'], ...open] },
    }
  },
  async act(tx, { units, ...asked }, ctx) {
    const { authorityId } = unitAsked(ctx, tx, await territory(tx))
    const ids = [...new Set(units.map(Number))]
    if (ids.some((id) => !Number.isSafeInteger(id)))
      throw new BadInput([{ field: 'units', message: 'Choisissez des unités de la liste.' }])
    return redirect(changeHref(await preview(tx, { ...asked, units: ids, authorityId })))
  },
}
