// What an agent asked for at work, followed at a kiosk: how each stands, and what was answered. What they ask as a resident is not shown there.
import { followAtWork, ownAtWork, standingText } from '#requests'
import { html } from '#platform/html.ts'
import type { Context, Reply } from '#platform/http/route.ts'
import { prose } from '#platform/ui/content.ts'
import { emptyState, notice, tag } from '#platform/ui/feedback.ts'
import { dateTime, longDate } from '#platform/ui/french.ts'
import { atStand } from './page.ts'
import { ASK, OWN } from './request.ts'
import type { Visit } from './visit.ts'

export const MOST_OWN = 20

/** GET /kiosque/mes-demandes */
export const showOwn = (ctx: Context, visit: Visit): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const own = await ownAtWork(tx, MOST_OWN)
    const lines = own.map(
      ({ ref, title, state, standing, solutionLabel }) =>
        html`<li><a href="${OWN}/${ref}"><span>${title}<small>${tag(state.tone, state.residentLabel)} ${standingText(standing, solutionLabel)}</small></span></a></li>`,
    )
    const list =
      lines.length === 0
        ? emptyState('Aucune demande', 'Ce que vous demandez à votre employeur se suit ici.', {
            href: ASK,
            label: 'Demander',
          })
        : html`<ul class="big-links">${lines}</ul>`
    return atStand(ctx, visit, { title: 'Mes demandes', main: html`<h1>Mes demandes</h1>${list}` })
  })

/** GET /kiosque/mes-demandes/:ref */
export const showOwnOne = (ctx: Context, visit: Visit): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const view = await followAtWork(tx, ctx.params.ref ?? '')
    const { ref, title, state, standing, solutionLabel, sentAt, zone, messages, question, service } = view
    const said = messages.map(
      ({ message, at, unit }) =>
        html`<li><p class="meta">${unit ?? 'Vous'}, ${dateTime(at, zone)}</p>${prose(message.body)}</li>`,
    )
    const waits =
      question !== null &&
      notice(
        'warn',
        'Une réponse de vous est attendue',
        html`<p>Écrivez-la depuis un téléphone ou un ordinateur, ou appelez${service.phone === null ? ' le service' : html` le <b class="nowrap">${service.phone}</b>`}.</p>`,
      )
    const main = html`<h1>${title}</h1><p>${tag(state.tone, state.residentLabel)}</p><p>${standingText(standing, solutionLabel)}</p>${waits}
      <p class="meta">Demande ${ref}, envoyée le ${longDate(sentAt, zone)}</p>
      ${said.length > 0 && html`<section class="stack tight" aria-labelledby="dit"><h2 id="dit">Ce qui a été écrit</h2><ul class="stand-lines">${said}</ul></section>`}`
    return atStand(ctx, visit, { title, main })
  })
