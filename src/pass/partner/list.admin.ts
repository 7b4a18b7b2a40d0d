// Partners of the pass, as those who administer their authority have them.
import type { Read } from '#platform/db/db.ts'
import { html } from '#platform/html.ts'
import { listOf } from '#platform/screens/list.ts'
import { tag } from '#platform/ui/feedback.ts'
import { mediumDate, number } from '#platform/ui/french.ts'
import { territory, todayThere } from '#territory'
import { keptPartners, type KeptPartner } from './queries.ts'
import { sectorName } from '../record/sectors.ts'
import { addressOf, HERE, sectorsWords, STANDINGS, type Standing, standingOf } from './words.ts'

interface Line extends KeptPartner {
  authority: string
  standing: Standing
}

async function lines(tx: Read): Promise<Line[]> {
  const [place, today] = [await territory(tx), await todayThere(tx)]
  return (await keptPartners(tx)).map((partner) => ({
    ...partner,
    authority: place.authority(partner.authorityId).name,
    standing: standingOf(partner, today),
  }))
}

/** GET /administration/pass */
export const partnerList = listOf<Line>({
  at: HERE,
  action: 'passpartner.keep',
  title: 'Pass\u00a0: partenaires',
  one: 'partenaire',
  several: 'partenaires',
  intro: html`<p class="reading">Qui accepte le pass, public ou privé, sous un accord signé par votre collectivité. Un partenaire connaît un titulaire par un numéro tiré au hasard pour lui seul, jamais par un nom. <a href="/pass/partenaires">La page que les habitants lisent</a></p>`,
  add: { label: 'Ajouter un partenaire', href: `${HERE}/partenaires/nouveau` },
  columns: [
    {
      label: 'Partenaire',
      text: ({ name }) => name,
      cell: ({ id, name }) => html`<a href="${addressOf(id)}">${name}</a>`,
      sort: { name: 'nom', by: ({ name }) => name },
    },
    {
      label: 'Accord',
      text: ({ standing }) => STANDINGS[standing][0],
      cell: ({ standing }) => tag(STANDINGS[standing][1], STANDINGS[standing][0]),
    },
    { label: 'Statut', text: ({ isPrivate }) => (isPrivate ? 'Privé' : 'Public') },
    { label: 'Secteurs', text: sectorsWords },
    {
      label: 'Jusqu’au',
      text: ({ until }) => mediumDate(until),
      sort: { name: 'fin', by: ({ until }) => until },
    },
    { label: 'Lieux', right: true, text: ({ places }) => number(places) },
    { label: 'Produits', right: true, text: ({ products }) => number(products) },
    { label: 'Portes', right: true, text: ({ doors }) => number(doors) },
    { label: 'Signé par', text: ({ authority }) => authority },
  ],
  filters: [
    { name: 'q', label: 'Mots', placeholder: 'Nom', in: ({ name, about }) => [name, about] },
    {
      name: 'statut',
      label: 'Statut',
      all: 'Tous',
      of: ({ isPrivate }) =>
        isPrivate ? { value: 'prive', label: 'Privé' } : { value: 'public', label: 'Public' },
    },
    {
      name: 'secteur',
      label: 'Secteur',
      all: 'Tous',
      of: ({ sectors }) => ({ value: sectors[0] ?? '', label: sectorName(sectors[0] ?? '') }),
    },
    {
      name: 'accord',
      label: 'Accord',
      all: 'Tous',
      of: ({ standing }) => ({ value: standing, label: STANDINGS[standing][0] }),
    },
  ],
  id: ({ id }) => id,
  order: 'nom',
  rows: lines,
  empty: {
    title: 'Aucun partenaire',
    text: 'Le premier se prépare en quelques minutes\u00a0: son accord, un lieu, un produit, une porte.',
  },
  export: 'partenaires-du-pass',
})
