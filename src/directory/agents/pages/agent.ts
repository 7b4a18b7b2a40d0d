// The page of an agent, as far as whoever reads may know them.
import { html, type Html, type HtmlValue } from '#platform/html.ts'
import { linkButton } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice } from '#platform/ui/feedback.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import type { Territory } from '#territory'
import type { AgentCard } from '../queries.ts'
import { portraitOf } from './photo.ts'
import { addressOf, backText, HERE, jobOf, linesOf, OWN, whereOf } from '../words.ts'

export const telLink = (phone: string): Html =>
  html`<a class="nowrap" href="tel:${phone.replaceAll(/[^\d+]/g, '')}">${phone}</a>`

/** A value that is told; nothing otherwise. */
const told = (label: string, value: string | null, shown: HtmlValue = value): [string, HtmlValue][] =>
  value === null || value === '' ? [] : [[label, shown]]

const reach = ({ phone, mobile, email, place }: AgentCard): Html => {
  const rows = [
    ...told('Téléphone', phone, telLink(phone)),
    ...told('Portable', mobile, telLink(mobile ?? '')),
    ...told('Adresse e-mail', email, html`<a href="mailto:${email}">${email}</a>`),
    ...told('Où', place),
  ]
  return rows.length === 0 ? html`<p>Ni numéro ni lieu dans l’annuaire pour l’instant.</p>` : facts(rows)
}

const list = (title: string, text: string | null): Html | false => {
  const lines = linesOf(text ?? '')
  return lines.length > 0 && panel(title, html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`)
}

export function agentScreen(
  frame: AgentFrame,
  agent: AgentCard,
  { place, isOwn }: { place: Territory; isOwn: boolean },
): Html {
  const back = backText(agent, place)
  const posts = agent.posts.filter(
    ({ unitId }, at, all) => all.findIndex((post) => post.unitId === unitId) === at,
  )
  const works = posts.map(
    ({ unitId }) =>
      html`<li>${whereOf(place.unit(unitId).id === agent.unitId ? agent : { unitId, authorityId: place.unit(unitId).authorityId }, place)}</li>`,
  )
  const main = html`<div class="stack"><p><a href="${HERE}">Annuaire des agents</a></p>
    <div class="row apart"><div class="row">${portraitOf(agent)}<div><h1>${agent.name}</h1>${jobOf(agent) !== '' && html`<p>${jobOf(agent)}</p>`}</div></div>${isOwn && linkButton('Modifier ma fiche', OWN, { kind: 'quiet' })}</div>
    ${back !== null && notice('info', `Absent, ${back}`)}
    ${panel('Affectation', html`<ul>${works}</ul>`)}
    ${panel('Joindre', html`${reach(agent)}<p><a class="more" href="${addressOf(agent.id)}/vcard">Fiche pour mon téléphone (vCard)</a></p>`)}
    ${list('Qui fait quoi', agent.does)}${list('Compétences', agent.skills)}
    ${!agent.isNear && agent.place === null && html`<p class="meta">${place.authority(agent.authorityId).name} montre aux agents des autres collectivités la fonction, le service et le téléphone professionnel.</p>`}</div>`
  return agentPage(frame, { title: agent.name, main, current: HERE })
}
