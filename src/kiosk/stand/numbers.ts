// Whom one calls: emergencies, the desks that help agents and whether somebody answers now, colleagues; and the week, to be printed.
import { groupsOf } from '#digest'
import { agentsFound } from '#directory'
import { helpDesksOf, stateOf } from '#extranet'
import { localDay, openingSentence, territory } from '#territory'
import { html } from '#platform/html.ts'
import { type Context, one, type Reply } from '#platform/http/route.ts'
import { button } from '#platform/ui/button.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { dayDate } from '#platform/ui/french.ts'
import { textInput } from '#platform/ui/fields.ts'
import { atStand, HERE } from './page.ts'
import type { Visit } from './visit.ts'

const MOST = 20
const WEEK_MS = 7 * 86_400_000
const MOST_NEW = 40

const EMERGENCIES = [
  ['112', 'toute urgence'],
  ['15', 'Samu'],
  ['18', 'pompiers'],
  ['114', 'par SMS, pour qui n’entend ou ne parle pas'],
] as const

export const showNumbers = (ctx: Context, visit: Visit): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const desks = await helpDesksOf(tx, visit.authorityId)
    const q = one(ctx.query, 'q').trim().slice(0, 100)
    const found = await agentsFound(tx, q, MOST)
    const helping = desks.map(({ name, reach, mail, calendar: named }) => {
      const calendar = place.calendar(named)
      return html`<li><p class="row apart"><b>${name}</b>${stateOf(calendar, tx.now)}</p><p>${reach !== '' && html`<b class="number">${reach}</b> `}${mail}</p>${calendar !== undefined && html`<p class="meta">${openingSentence(calendar)}</p>`}</li>`
    })
    const people = found.map(
      ({ name, does, phone, back }) =>
        html`<li><p><b>${name}</b>${back !== null && html`, absent, ${back}`}</p><p class="meta">${does}</p><p>${phone === '' ? html`<span class="meta">Pas de numéro</span>` : html`<b class="number">${phone}</b>`}</p></li>`,
    )
    const none =
      q !== '' &&
      people.length === 0 &&
      emptyState('Personne n’est trouvé', 'Essayez un autre mot\u00a0: un nom, une fonction, un service.')
    const main = html`<h1>Aide et numéros</h1>
      <section class="stack tight" aria-labelledby="sos"><h2 id="sos">SOS</h2><ul class="stand-lines">${EMERGENCIES.map(([number, what]) => html`<li><b class="number">${number}</b> ${what}</li>`)}</ul></section>
      ${helping.length > 0 && html`<section class="stack tight" aria-labelledby="aide"><h2 id="aide">Qui vous aide</h2><ul class="stand-lines">${helping}</ul></section>`}
      <section class="stack tight" aria-labelledby="collegue"><h2 id="collegue">Un collègue</h2><form role="search" class="stand-acts" action="${HERE}/numeros">${textInput({ name: 'q', label: 'Un nom, une fonction, un service', kind: 'search', value: q, maxlength: 100, autocomplete: 'off' })}${button('Chercher')}</form>${none}${people.length > 0 && html`<ul class="stand-lines">${people}</ul>`}</section>`
    return atStand(ctx, visit, { title: 'Aide et numéros', main })
  })

/** What the digest of the last seven days says, to be printed. */
export const showWeek = (ctx: Context, visit: Visit): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const { zone } = await territory(tx)
    const since = new Date(tx.now.getTime() - WEEK_MS)
    const found = []
    for (const source of ctx.digests) found.push(...(await source.since(tx, since, tx.now, MOST_NEW)))
    const groups = groupsOf(found.slice(0, MOST_NEW), ctx.config.publicUrl).map(
      ({ title, items }) =>
        html`<section><h2>${title}</h2><ul class="stand-lines">${items.map((item) => html`<li><p><b>${item.title}</b></p><p class="meta">${item.more}</p></li>`)}</ul></section>`,
    )
    const days = `Du ${dayDate(localDay(since, zone))} au ${dayDate(localDay(tx.now, zone))}`
    const body =
      groups.length === 0
        ? emptyState('Rien de neuf cette semaine', 'Ce qui sera publié pour vous sera ici.')
        : html`<print-page><button type="button" class="button big" hidden>Imprimer</button><noscript><p class="meta">Pour imprimer&nbsp;: Ctrl et P.</p></noscript></print-page>${groups}`
    return atStand(ctx, visit, {
      title: 'La semaine',
      main: html`<h1>La semaine</h1><p class="lead">${days}</p>${body}`,
    })
  })
