// What a content says, as its readers have it: one page function for all types, another where a type is read otherwise.
import { type Answer, kindOf, rowsOf, rowsSaid } from '#forms'
import { sourcesOf } from '#media'
import { renderRich, type RichText, type ShownFile } from '#writing'
import { of, the } from '#platform/french/noun.ts'
import { attrs, type Html, html, type HtmlValue } from '#platform/html.ts'
import { type Fact, facts, prose, section } from '#platform/ui/content.ts'
import { linkButton } from '#platform/ui/button.ts'
import { notice } from '#platform/ui/feedback.ts'
import { rowsRead } from '#platform/ui/rows.ts'
import { capital, longDate, plural } from '#platform/ui/french.ts'
import { type ContentField, isRich, type PageName } from '../types/kind.ts'
import { costOfEach, euros } from './cost.ts'
import { documentsShown } from '../documents/shown.ts'
import { picturesOfText } from '../types/pictures.ts'
import type { ContentView } from './view.ts'

const shownIn = ({ pictures }: ContentView, key: string): ShownFile | null => {
  const found = pictures.get(key)
  return found === undefined ? null : sourcesOf(found)
}

/** What is shown under the title of a page: `under` the level of the titles that the text stands below. */
const richOf = (view: ContentView, kept: unknown, under: 1 | 2): Html =>
  renderRich(kept as RichText, { file: (key) => shownIn(view, key), under })

type PlainField = Exclude<ContentField, { type: 'rich-text' }>

/** What an answer says, line by line where its question has lines. */
export const linesOf = ({ place }: ContentView, field: PlainField, answer: Answer): string[] =>
  [kindOf(field.type).summary(field, answer, (code) => place.area(code))].flat()

/** What the answer to a short question says. */
export const textOf = (view: ContentView, field: PlainField, answer: Answer): string =>
  linesOf(view, field, answer).join(', ')

function valueOf(view: ContentView, field: PlainField): Fact[1] {
  const answer = view.fields[field.id] as Answer | undefined
  if (answer === undefined) return null
  const text = textOf(view, field, answer)
  if (field.type === 'web-address') return html`<a href="${text}" rel="external">${hostOf(text)}</a>`
  return field.type === 'email' ? html`<a href="mailto:${text}">${text}</a>` : text
}

const hostOf = (address: string): string =>
  URL.canParse(address) ? new URL(address).hostname.replace(/^www\./, '') : address

export const isRows = ({ type }: ContentField): boolean => type === 'rows'
export const isLong = ({ type }: ContentField): boolean => type === 'long-text' || type === 'rows'

/** Short answers as facts, those named left out. */
const shortFacts = (view: ContentView, without: readonly string[] = []): Fact[] =>
  view.type.fields.flatMap((field): Fact[] =>
    isRich(field) || isLong(field) || without.includes(field.id) || view.fields[field.id] === undefined
      ? []
      : [[field.label, valueOf(view, field)]],
  )

const factsOf = (known: readonly Fact[]): Html | null => (known.length === 0 ? null : facts(known))

/** What a field says, by itself; null: nothing. `under` the level of the titles that its text stands below. */
export function fieldShown(view: ContentView, field: ContentField, under: 1 | 2): HtmlValue {
  const kept = view.fields[field.id]
  if (kept === undefined) return null
  if (isRich(field)) return richOf(view, kept, under)
  if (isRows(field)) return rowsRead(rowsOf(field), rowsSaid(field, kept as Record<string, string>[]))
  return isLong(field) ? html`${prose(String(kept))}` : valueOf(view, field)
}

/** Texts, each under its name when there are several. */
function textsOf(view: ContentView): Html[] {
  const texts = view.type.fields.filter(
    (field) => (isRich(field) || isLong(field)) && view.fields[field.id] !== undefined,
  )
  const [first, second] = texts
  if (first !== undefined && second === undefined) return [html`${fieldShown(view, first, 1)}`]
  return texts.map((field) => section(field.label, html`${fieldShown(view, field, 2)}`))
}

const shared = (view: ContentView): Html => html`${factsOf(shortFacts(view))}${textsOf(view)}`

const daysText = (first: unknown, last: unknown): string => {
  if (typeof first !== 'string') return ''
  return typeof last === 'string' && last !== first
    ? `Du ${longDate(first)} au ${longDate(last)}`
    : capital(longDate(first))
}

/** « de 18 h à 20 h », after a day. */
const inSentence = (text: string): string => text.charAt(0).toLocaleLowerCase('fr') + text.slice(1)

/** When and where first. */
const event = (view: ContentView): Html => {
  const { day, last, hours, place, cancelled } = view.fields
  const off = cancelled === true && notice('warn', 'Cet événement est annulé')
  return html`${off}<p class="lead"><b>${daysText(day, last)}</b>${typeof hours === 'string' && html`, ${inSentence(hours)}`}${typeof place === 'string' && html`<br>${place}`}</p>
    ${factsOf(shortFacts(view, ['day', 'last', 'hours', 'place', 'cancelled']))}${textsOf(view)}`
}

/** A reference and a summary: the article is its newspaper’s. */
const press = (view: ContentView): Html => {
  const { source, dated, address } = view.fields
  return html`<p class="meta">${typeof source === 'string' && source}${typeof dated === 'string' && html`, ${longDate(dated)}`}</p>${textsOf(view)}
    ${typeof address === 'string' && html`<p>${linkButton('Lire l’article', address, { icon: 'external-link', more: 'sur le site du journal' })}</p>`}`
}

/** What it cost, for each inhabitant too: that is what compares. */
const experience = (view: ContentView): Html => {
  const each = costOfEach(view.fields.cost, view.fields.inhabitants)
  const shared: Fact[] = each === null ? [] : [['Coût par habitant', euros(each)]]
  return html`${factsOf([...shortFacts(view), ...shared])}${textsOf(view)}`
}

/** What is said of them, then the pictures beside each other, each with what it shows and whom it is by. */
const gallery = (view: ContentView): Html => {
  const [words, pictures] = [false, true].map((rich) =>
    view.type.fields
      .filter((field) => isRich(field) === rich && (rich || isLong(field)))
      .map((field) => fieldShown(view, field, 1)),
  )
  return html`${words}<div class="gallery">${pictures}</div>`
}

const PAGES: Readonly<Record<PageName, (view: ContentView) => Html>> = { event, press, experience, gallery }

/** For how long nobody has read it again, said to readers. */
const ageText = (months: number): string =>
  months === 0 ? 'À relire ces jours-ci' : `Non relu depuis ${plural(months, 'mois', 'mois')}`

/** Who says it, since when, of where, and whether it is still trusted. */
function signature({ authority, owner, theme, about, datedOn, reviewedOn, unread }: ContentView): Html {
  const dated = datedOn !== null && html`, le <time datetime="${datedOn}">${longDate(datedOn)}</time>`
  const review =
    unread !== null
      ? html` <b>${ageText(unread)}</b>&nbsp;: vérifiez auprès ${of(owner)}.`
      : reviewedOn !== null &&
        reviewedOn !== datedOn &&
        html` Relu le <time datetime="${reviewedOn}">${longDate(reviewedOn)}</time>.`
  return html`<p class="meta">${theme !== '' && html`${theme}. `}Publié par ${the(authority)}${dated}. Tenu à jour par ${the(owner)}.${review}</p>
    ${about.length > 0 && html`<p class="meta">Territoire&nbsp;: ${about.join(', ')}.</p>`}`
}

/** The picture that lists show, unless its text shows it too. */
function leading(view: ContentView): Html | null {
  const { picture, pictures, type, fields } = view
  const found = picture === null ? undefined : pictures.get(picture)
  if (found === undefined || picturesOfText(type, fields, null).includes(found.key)) return null
  const { credit, ...sources } = sourcesOf(found)
  const given = attrs({
    ...sources,
    sizes: '(max-width: 44rem) 100vw, 44rem',
    alt: found.alternative,
    loading: 'lazy',
  })
  return html`<figure class="leading"><img ${given}><figcaption>Crédit&nbsp;: ${credit}</figcaption></figure>`
}

/** What it says, its title apart. */
export function contentArticle(view: ContentView): Html {
  const { summary, type, documents } = view
  const body = type.page === undefined ? shared : PAGES[type.page]
  return html`${signature(view)}${summary !== '' && html`<p class="lead">${summary}</p>`}${leading(view)}<div class="stack">${body(view)}</div>${documentsShown(documents)}`
}
