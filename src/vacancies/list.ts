// GET /intranet/emplois: the offers that are for whoever reads, how near each is to their profile, and why.
import { ownDesk } from '#platform/access.ts'
import { ownName } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { attrs, type Html, html } from '#platform/html.ts'
import { listOf } from '#platform/screens/list.ts'
import { tag } from '#platform/ui/feedback.ts'
import { dayDate, plural } from '#platform/ui/french.ts'
import { icon } from '#platform/ui/icon.ts'
import { territory } from '#territory'
import { openVacancies, ownProfile, type Vacancy } from './record/queries.ts'
import { countReceived } from './apply/queries.ts'
import { addressOf, HERE, NEAR, OWN, PROFILE, RECEIVED } from './record/where.ts'
import { BRANCHES, CATEGORIES, isNear, nearness, type Point, pointsOf, scoreText } from './record/words.ts'

export interface Offer extends Vacancy {
  unit: string
  authority: string
  /** What one’s profile asks, and whether it has it; nothing without a profile. */
  points: readonly Point[]
}

/** Those that whoever reads may read, the newest first, beside their profile: nobody else’s. */
export async function offersFor(tx: Read, most?: number): Promise<Offer[]> {
  const place = await territory(tx)
  const profile = ownName(tx.actor) === null ? undefined : await ownProfile(tx)
  return (await openVacancies(tx, most)).map((one) => {
    const unit = place.unit(one.unitId).name
    const points = profile === undefined ? [] : pointsOf(profile, { ...one, unit })
    return { ...one, unit, points, authority: place.authority(one.authorityId).name }
  })
}

/** Why it is near, point by point: what it lacks too. */
export const whyNear = (points: readonly Point[]): Html | null =>
  points.length === 0
    ? null
    : html`<ul class="fit" aria-label="Pourquoi cette offre&nbsp;: ${scoreText(points)}">${points.map(
        ({ label, isMet }) =>
          html`<li ${attrs({ class: isMet ? undefined : 'no' })}>${icon(isMet ? 'check' : 'minus')}${label}${!isMet && html`<span class="hidden">&nbsp;: non</span>`}</li>`,
      )}</ul>`

/** Whoever recruits has what came at hand. */
async function received(tx: Read): Promise<Html | null> {
  if (ownName(tx.actor) === null) return null
  const count = await countReceived(tx)
  return count === 0
    ? null
    : html`<p><a href="${RECEIVED}">${plural(count, 'candidature reçue', 'candidatures reçues')}</a></p>`
}

export const list = listOf<Offer>({
  at: HERE,
  action: 'vacancy.read',
  title: 'Offres d’emploi',
  one: 'offre',
  several: 'offres',
  intro: html`<p class="reading">Les postes à pourvoir qui vous sont ouverts, jusqu’au soir de leur dernier jour. Chaque offre dit ce qu’elle a de commun avec votre profil, quand vous l’avez rempli.</p>`,
  note: received,
  ways: [
    { label: 'Récentes', href: HERE },
    { label: 'Proches de mon profil', href: NEAR, who: ownDesk },
    { label: 'Mon profil d’emploi', href: PROFILE, who: ownDesk },
    { label: 'Mes candidatures', href: OWN, who: ownDesk },
  ],
  columns: [
    {
      label: 'Offre',
      text: ({ title }) => title,
      cell: ({ id, title, position, points }) =>
        html`<a href="${addressOf(id)}">${title}</a>${position !== '' && html`<br><span class="meta">${position}</span>`}${whyNear(points)}`,
      sort: { name: 'titre', by: ({ title }) => title },
    },
    {
      label: 'Catégorie',
      text: ({ category }) => category,
      cell: ({ category }) => tag('info', `Catégorie ${category}`),
      sort: { name: 'categorie', by: ({ category }) => category },
    },
    { label: 'Filière', text: ({ branch }) => BRANCHES[branch] },
    { label: 'Où', text: ({ unit, place }) => `${unit}, ${place}` },
    {
      label: 'Jusqu’au',
      text: ({ endsOn }) => dayDate(endsOn),
      sort: { name: 'fin', by: ({ endsOn }) => endsOn },
    },
    {
      label: 'Profil',
      text: ({ points }) => (points.length === 0 ? '' : scoreText(points)),
      sort: { name: 'profil', by: ({ points }) => nearness(points) },
    },
  ],
  filters: [
    {
      name: 'q',
      label: 'Mots',
      placeholder: 'Voirie, accueil, paie',
      in: ({ title, position, place, unit, description }) => [title, position, place, unit, description],
    },
    {
      name: 'categorie',
      label: 'Catégorie',
      all: 'Toutes',
      options: CATEGORIES.map((value) => ({ value, label: `Catégorie ${value}` })),
      of: ({ category }) => ({ value: category, label: `Catégorie ${category}` }),
    },
    {
      name: 'filiere',
      label: 'Filière',
      all: 'Toutes',
      of: ({ branch }) => ({ value: branch, label: BRANCHES[branch] }),
    },
    {
      name: 'profil',
      label: 'Mon profil',
      all: 'Toutes les offres',
      of: ({ points }) =>
        isNear(points)
          ? { value: 'proche', label: 'Proches de mon profil' }
          : { value: 'autre', label: 'Les autres' },
    },
  ],
  id: ({ id }) => id,
  rows: (tx) => offersFor(tx),
  empty: {
    title: 'Aucune offre pour vous en ce moment',
    text: 'Remplissez votre profil\u00a0: vous serez prévenu de celles qui lui ressemblent.',
  },
})
