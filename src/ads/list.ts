// GET /intranet/annonces: the classified ads that whoever reads meets; one’s own; one’s exchanges.
import { ownDesk } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { html } from '#platform/html.ts'
import { listOf } from '#platform/screens/list.ts'
import { tag, type Tone } from '#platform/ui/feedback.ts'
import { daysBetween, mediumDate, number, plural } from '#platform/ui/french.ts'
import { type Day, localDay, territory } from '#territory'
import { type Ad, ownAds, ownReplies, type Reply, shownAds } from './record/queries.ts'
import { type Photo, photosOf } from './photos/photo.ts'
import { first } from './photos/shown.ts'
import { addressOf, HERE, NEW, OWN, talkAt, TALKS } from './record/where.ts'

export interface Line extends Ad {
  today: Day
  authority: string
  photos: readonly Photo[]
}

export async function linesOf(tx: Read, ads: readonly Ad[]): Promise<Line[]> {
  const place = await territory(tx)
  const today = localDay(tx.now, place.zone)
  const photos = Map.groupBy(
    await photosOf(
      tx,
      ads.map(({ id }) => id),
    ),
    ({ adId }) => adId,
  )
  return ads.map((one) => ({
    ...{ ...one, today, authority: place.authority(one.authorityId).name },
    photos: photos.get(one.id) ?? [],
  }))
}

export const priceText = ({ price }: Ad): string =>
  price === null ? '' : price === 0 ? 'gratuit' : `${number(price)}\u00a0€`

/** « Encore 12 jours », « Jusqu’à ce soir » */
export const leftText = ({ endsOn, today }: Pick<Line, 'endsOn' | 'today'>): string => {
  if (endsOn < today) return 'Terminée'
  const days = daysBetween(today, endsOn)
  return days === 0 ? 'Jusqu’à ce soir' : `Encore ${plural(days, 'jour', 'jours')}`
}

const titleText = (ad: Ad): string => [ad.title, priceText(ad)].filter((part) => part !== '').join(', ')

const words = {
  name: 'q',
  label: 'Mots',
  in: ({ title, text, place, category }: Line) => [title, text, place, category],
}
const categories = {
  name: 'rubrique',
  label: 'Rubrique',
  all: 'Toutes',
  of: ({ category }: Line) => ({ value: category, label: category }),
}

export const list = listOf<Line>({
  at: HERE,
  action: 'ad.read',
  title: 'Petites annonces',
  one: 'annonce',
  several: 'annonces',
  intro: html`<p class="reading">Entre agents&nbsp;: vendre, donner, partager un trajet, chercher. On s’y répond ici, sans montrer ni adresse ni téléphone.</p>`,
  add: { label: 'Publier une annonce', href: NEW, who: ownDesk },
  ways: [
    { label: 'Mes annonces', href: OWN, who: ownDesk },
    { label: 'Mes échanges', href: TALKS, who: ownDesk },
  ],
  columns: [
    {
      label: 'Annonce',
      text: titleText,
      cell: (ad) =>
        html`<span class="ad-line">${first(ad.photos[0])}<span><a href="${addressOf(ad.id)}">${titleText(ad)}</a>${ad.isOwn && html` ${tag('info', 'La vôtre')}`}</span></span>`,
      sort: { name: 'titre', by: ({ title }) => title },
    },
    { label: 'Rubrique', text: ({ category }) => category },
    {
      label: 'Où',
      text: ({ place, authority }) => [place, authority].filter((one) => one !== '').join(', '),
    },
    { label: 'Reste', text: leftText, sort: { name: 'fin', by: ({ endsOn }) => endsOn } },
  ],
  filters: [words, categories],
  id: ({ id }) => id,
  rows: async (tx) => linesOf(tx, await shownAds(tx)),
  empty: { title: 'Aucune annonce', text: html`Publiez la première&nbsp;: elle reste trente jours.` },
})

const standing = (line: Line): readonly [Tone | 'idle', string] => {
  if (line.state === 'reported') return ['warn', 'Signalée, masquée aux autres']
  if (line.state === 'hidden') return ['bad', 'Masquée']
  return line.endsOn < line.today ? ['idle', 'Terminée'] : ['good', leftText(line)]
}
export const standingTag = (line: Line) => tag(...standing(line))

export const ownList = listOf<Line>({
  at: OWN,
  action: 'ad.write',
  title: 'Mes annonces',
  one: 'annonce',
  several: 'annonces',
  add: { label: 'Publier une annonce', href: NEW },
  ways: [{ label: 'Toutes les annonces', href: HERE }],
  columns: [
    {
      label: 'Annonce',
      text: titleText,
      cell: (ad) =>
        html`<span class="ad-line">${first(ad.photos[0])}<a href="${addressOf(ad.id)}">${titleText(ad)}</a></span>`,
    },
    { label: 'État', text: (line) => standing(line)[1], cell: standingTag },
    { label: 'Jusqu’au', text: ({ endsOn }) => mediumDate(endsOn) },
  ],
  id: ({ id }) => id,
  rows: async (tx) => linesOf(tx, await ownAds(tx)),
  empty: { title: 'Aucune annonce de vous', text: 'Une annonce reste trente jours, et se garde d’un geste.' },
})

/** The other side, by name. */
export const otherOf = ({ isAuthor, personName, authorName }: Reply): string =>
  isAuthor ? personName : authorName

export const talkList = listOf<Reply>({
  at: TALKS,
  action: 'ad.write',
  title: 'Mes échanges',
  one: 'échange',
  several: 'échanges',
  ways: [{ label: 'Toutes les annonces', href: HERE }],
  columns: [
    {
      label: 'Annonce',
      text: ({ title }) => title,
      cell: ({ id, title }) => html`<a href="${talkAt(id)}">${title}</a>`,
    },
    { label: 'Avec', text: otherOf },
  ],
  id: ({ id }) => id,
  rows: (tx) => ownReplies(tx),
  empty: { title: 'Aucun échange', text: 'Les réponses à vos annonces, et les vôtres, se lisent ici.' },
})
