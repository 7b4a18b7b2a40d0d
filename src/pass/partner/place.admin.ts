// Forms of a place: where one comes in, and when.
import { field, dayOrNone, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { redirect, type Route } from '#platform/http/route.ts'
import { adminForm } from '#territory'
import { addPlace, changePlace, keptPartner, keptPlace } from './keep.ts'
import { addressOf, ONE } from './words.ts'

const action = 'passpartner.keep'
const back = { href: ONE, label: 'Revenir au partenaire' }

export const placeFields = {
  name: field({
    label: 'Nom du lieu',
    hint: 'Celui de l’entrée\u00a0: Piscine du parc, entrée du public.',
    control: 'line',
    type: lineOf(80).refine((text) => text.length > 1, 'Écrivez le nom du lieu.'),
  }),
  address: field({
    label: 'Adresse',
    control: 'line',
    type: lineOf(200).refine((text) => text.length > 4, 'Écrivez l’adresse, avec la commune.'),
  }),
  opening: field({
    label: 'Ouverture',
    hint: 'Par exemple\u00a0: du mardi au dimanche, de 9 h à 19 h.',
    optional: true,
    control: 'text',
    rows: 2,
    type: lineOf(300),
  }),
}

const adding = adminForm({
  at: `${ONE}/lieux/nouveau`,
  action,
  title: 'Ajouter un lieu',
  button: 'Ajouter ce lieu',
  back,
  form: formOf(placeFields),
  async shown(tx, ctx) {
    const { name } = await keptPartner(tx, ctx.params.partenaire)
    return { title: `Ajouter un lieu à ${name}` }
  },
  async act(tx, said, ctx) {
    const { id } = await keptPartner(tx, ctx.params.partenaire)
    await addPlace(tx, id, said)
    return redirect(addressOf(id), 'Le lieu est ajouté.')
  },
})

const changing = adminForm({
  at: `${ONE}/lieux/:lieu`,
  action,
  title: 'Modifier un lieu',
  button: 'Enregistrer',
  back,
  form: formOf({
    ...placeFields,
    closedOn: field({
      label: 'Fermé depuis le',
      hint: 'Il n’est plus proposé à partir de ce jour.',
      optional: true,
      control: 'day',
      medium: true,
      type: dayOrNone,
    }),
  }),
  async shown(tx, ctx) {
    const { id } = await keptPartner(tx, ctx.params.partenaire)
    const { name, address, opening, closedOn } = await keptPlace(tx, id, ctx.params.lieu)
    return {
      title: `Modifier «\u00a0${name}\u00a0»`,
      typed: { name, address, opening, closedOn: closedOn ?? '' },
    }
  },
  async act(tx, said, ctx) {
    const { id } = await keptPartner(tx, ctx.params.partenaire)
    await changePlace(tx, await keptPlace(tx, id, ctx.params.lieu), said)
    return redirect(addressOf(id), 'Le lieu est modifié.')
  },
})

export const placeForms: readonly Route[] = [...adding, ...changing]
