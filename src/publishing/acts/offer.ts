// Who may take a content up: the authorities whose editors whoever publishes it lets read it whole, and make it their own.
import type { Read } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { redirect, type Route } from '#platform/http/route.ts'
import { field, several } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { notice } from '#platform/ui/feedback.ts'
import { territory } from '#territory'
import { offer } from '../record/act.ts'
import { offersOf, originOf } from '../record/queries.origin.ts'
import type { Kept } from '../record/queries.ts'
import { askedToDecide, backTo, type Place } from './place.ts'

const OFFER = formOf({
  to: field({
    label: 'Peut être repris par',
    hint: 'Qui publie pour ces collectivités le trouve parmi ses sources, s’il suit la vôtre\u00a0; pour la vôtre, afin de l’adresser autrement. Aucune\u00a0: personne.',
    optional: true,
    control: { several: [] },
    type: several,
  }),
})

/** Their names, in the order of the territory. */
export async function offeredTo(tx: Read, authorityIds: readonly number[]): Promise<string> {
  const { authorities } = await territory(tx)
  const names = authorities.filter(({ id }) => authorityIds.includes(id)).map(({ name }) => name)
  return names.length === 0 ? 'personne' : names.join(', ')
}

/** Is it one’s own to give: of no space, and not taken up oneself? */
export const mayOffer = async (
  tx: Read,
  { id, decidedIn }: Pick<Kept, 'id' | 'decidedIn'>,
): Promise<boolean> => decidedIn === null && (await originOf(tx, id)) === undefined

const TAKEN_UP =
  'Ce contenu est lui-même repris d’ailleurs\u00a0: c’est à sa source de dire qui peut le reprendre.'

export const offerRoutes = (place: Place): Route[] =>
  place.form({
    at: `${place.at}/:contenu/offre`,
    action: place.publishes,
    title: 'Dire qui peut reprendre un contenu',
    form: OFFER,
    button: 'Enregistrer',
    back: backTo(place),
    async shown(tx, ctx) {
      const kept = await askedToDecide(place, tx, ctx)
      const { authorities } = await territory(tx)
      return {
        title: `Qui peut reprendre «\u00a0${kept.title}\u00a0»`,
        version: kept.version,
        typed: { to: (await offersOf(tx, kept.id)).map(String) },
        choices: { to: authorities.map(({ id, name }) => [String(id), name] as const) },
        intro: html`${!(await mayOffer(tx, kept)) && notice('info', TAKEN_UP)}<p class="reading">Ce qui est public se reprend déjà. Ce qui ne l’est pas ne se reprend qu’avec votre accord&nbsp;: qui le reprend lit le texte en ligne, en fait un contenu à son nom, choisit ses lecteurs, et dit d’où il vient. Quand vous le changez, le retirez ou reprenez votre accord, il l’apprend.</p>`,
      }
    },
    async act(tx, { to }, ctx, version) {
      const kept = await askedToDecide(place, tx, ctx)
      if (!(await mayOffer(tx, kept))) throw new BadInput([{ field: '', message: TAKEN_UP }])
      const { authorities } = await territory(tx)
      const authorityIds = authorities.filter(({ id }) => to.includes(String(id))).map(({ id }) => id)
      await offer(tx, kept.id, version, { authorityIds, said: await offeredTo(tx, authorityIds) })
      return redirect(`${place.at}/${kept.id}`, 'C’est noté.')
    },
  })
