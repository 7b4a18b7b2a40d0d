// GET /territoires/annuaire/services: which service of the metropolis or of a town hall does what, how to reach it, and whether it is open.
import { html } from '#platform/html.ts'
import { listOf } from '#platform/screens/list.ts'
import { capital, listSentence } from '#platform/ui/french.ts'
import { openNow, territory } from '#territory'
import { HERE as OPEN } from '../public/opened.citizen.ts'
import { HERE, SERVICES, townName } from './elected.ts'

interface Row {
  id: number
  name: string
  authorityId: number
  authority: string
  /** « Voirie, propreté » */
  does: string
  phone: string | null
  email: string | null
  /** « Ouvert maintenant, ferme à 17 h » */
  hours: string
}

export const servicesList = listOf<Row>({
  at: SERVICES,
  action: 'directory.read',
  size: 20,
  title: 'Annuaire des services',
  one: 'service',
  several: 'services',
  intro: html`<p class="reading">Les services de la Métropole et des mairies, ce qu’ils traitent et comment les joindre.</p>`,
  ways: [
    { label: 'Annuaire des élus', href: HERE },
    { label: 'Données ouvertes', href: OPEN },
  ],
  columns: [
    { label: 'Service', text: ({ name }) => name, sort: { name: 'service', by: ({ name }) => name } },
    {
      label: 'Collectivité',
      text: ({ authority }) => authority,
      sort: { name: 'collectivite', by: ({ authority }) => authority },
    },
    { label: 'Ce qu’il traite', text: ({ does }) => does },
    {
      label: 'Téléphone',
      text: ({ phone }) => phone ?? '',
      cell: ({ phone }) =>
        phone !== null && html`<a class="nowrap" href="tel:${phone.replaceAll(' ', '')}">${phone}</a>`,
    },
    {
      label: 'Adresse e-mail',
      text: ({ email }) => email ?? '',
      cell: ({ email }) => email !== null && html`<a href="mailto:${email}">${email}</a>`,
    },
    { label: 'Horaires', cell: ({ hours }) => hours },
  ],
  filters: [
    {
      name: 'q',
      label: 'Mots',
      placeholder: 'Voirie, état civil',
      in: ({ name, authority, does }) => [name, authority, does],
    },
    {
      name: 'collectivite',
      label: 'Collectivité',
      all: 'Toutes',
      of: ({ authorityId, authority }) => ({ value: String(authorityId), label: authority }),
    },
  ],
  id: ({ id }) => id,
  async rows(tx) {
    const place = await territory(tx)
    return place.authorities.flatMap(({ id: authorityId }) =>
      place.unitsOf(authorityId).map((unit) => ({
        ...{
          id: unit.id,
          name: unit.name,
          authorityId,
          authority: townName(authorityId, place),
          phone: unit.phone,
          email: unit.email,
        },
        does: listSentence(unit.functions.map(place.functionName)),
        hours: capital(openNow(place.calendarOf(unit.id), tx.now).text),
      })),
    )
  },
  empty: { title: 'Aucun service' },
})
