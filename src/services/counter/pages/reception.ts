// Places where people are received: address, telephone, hours, and whether the door is open now.
import { of, town } from '#platform/french/noun.ts'
import { type Html, html } from '#platform/html.ts'
import { tag } from '#platform/ui/feedback.ts'
import { openingSentence, openNow, type Reception } from '#territory'

/** « Mairie de Bron », « Déchèterie de Mions » */
const receptionName = ({ name, area }: Reception): string => name ?? `Mairie ${of(town(area.name))}`

/** A list of places, each with what one needs to go there or to call. */
export function receptionList(receptions: readonly Reception[], now: Date, level: 2 | 3 = 3): Html {
  return html`<ul class="stack">${receptions.map((item) => receptionItem(item, now, level))}</ul>`
}

function receptionItem(item: Reception, now: Date, level: 2 | 3): Html {
  const { open, text } = openNow(item.calendar, now)
  const title =
    level === 2 ? html`<h2 class="small">${receptionName(item)}</h2>` : html`<h3>${receptionName(item)}</h3>`
  const state = text.charAt(0).toUpperCase() + text.slice(1)
  const hours = openingSentence(item.calendar)
  return html`<li id="${item.id}">${title}<p>${tag(open ? 'good' : 'idle', state)}</p>
    <p class="reading">${item.address}${item.phone !== null && html`<br>Téléphone&nbsp;: ${telephone(item.phone)}`}<br>${hours.charAt(0).toUpperCase() + hours.slice(1)}.${item.text !== null && html`<br>${item.text}`}</p></li>`
}

/** A number that a phone calls when it is touched. */
export const telephone = (phone: string): Html =>
  html`<a class="nowrap" href="${`tel:${phone.replaceAll(/\s/g, '')}`}">${phone}</a>`
