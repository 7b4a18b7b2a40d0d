// One service: what, for whom, who answers, how long, what to prepare, what it costs, and how to do it without internet.
import { of, to, town } from '#platform/french/noun.ts'
import type { Context } from '#platform/http/route.ts'
import { type Html, html } from '#platform/html.ts'
import { card, facts, linkList, prose, section, timeline } from '#platform/ui/content.ts'
import { linkButton } from '#platform/ui/button.ts'
import { notice, promise, type Promised } from '#platform/ui/feedback.ts'
import { capital, dateTime, longDate, monthYear, number, plural } from '#platform/ui/french.ts'
import { icon } from '#platform/ui/icon.ts'
import type { CitizenPage } from '#platform/ui/layout.ts'
import type { Link } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import type { Reception } from '#territory'
import type { CommuneAnswer } from '../../routing/answers.ts'
import type { ServiceDefinition } from '../../words/definition.ts'
import { isInternal, placeOf } from '../../words/meant.ts'
import { type Kept, shareText } from '../../catalogue/kept.ts'
import type { Closure } from '../../catalogue/offer.ts'
import type { WaysIn } from '../../routing/own-site.ts'
import { FIRST_MESSAGE, FIRST_MESSAGE_SAYS, solutionWords } from '../../words/promises.ts'
import { type CommuneChoice, communeChooser } from './commune.ts'
import { receptionList } from './reception.ts'

export interface ServiceView extends CommuneChoice {
  service: ServiceDefinition
  /** What the town hall says before one begins; '' when nothing. */
  note: string
  /** Why it cannot be begun here and now; null when it can. */
  closure: Closure | null
  themeTitle: string
  /** Where the button leads: our form, another site, or nowhere yet (the commune must be known first). */
  start: WaysIn['start']
  /** Sites of other communes: « Lyon » leads there. */
  otherSites: WaysIn['otherSites']
  answer: CommuneAnswer | null
  /** Last day of the solution when sent today, or null. */
  promisedDay: string | null
  related: readonly Link[]
  /** Where it is done in person: near the person, or none when their commune is not known. */
  receptions: readonly Reception[]
  now: Date
  /** Last full month with figures for this category, or null. */
  figures: (Kept & { day: string }) | null
  /** What the person began and has not sent, the latest first. */
  begun: readonly { id: string; at: Date; isDoubtful: boolean }[]
  zone: string
}

/** GET /demarches/:slug */
export function servicePage(ctx: Context, view: ServiceView): CitizenPage {
  const { service, themeTitle } = view
  const main = html`<div class="split"><article class="stack wide">
    <header class="stack"><h1>${service.title}</h1><p class="lead">${service.lead}</p>${noteBlock(view)}${begunBlock(view)}${closedBlock(view) ?? startBlock(view)}</header>
    ${service.emergency && notice('warn', service.emergency.title, html`<p>${service.emergency.text}</p>`)}
    ${nextSection(view)}
    ${section('À préparer', html`<ul class="plain">${service.prepare.map((item) => html`<li>${item}</li>`)}</ul>`, { id: 'prep' })}
    ${placesSection(view)}
    ${whoSection(ctx, view)}
    ${section(
      'Pour qui, à quel prix',
      facts([
        ['Pour qui', service.forWhom],
        ['Coût', service.cost],
        ...(service.law === undefined ? [] : [['Texte', service.law] as const]),
      ]),
      { id: 'pour-qui' },
    )}
    </article>${aside(ctx, view)}</div>`
  const where =
    service.meantFor === undefined
      ? [
          { href: '/', label: 'Accueil' },
          { href: `/demarches/themes/${service.theme}`, label: themeTitle },
        ]
      : placeOf(service.meantFor)
  return { title: service.title, main, current: '/demarches', crumbs: where, description: service.lead }
}

const noteBlock = ({ note }: ServiceView): Html | null =>
  note === '' ? null : notice('info', 'À savoir avant de commencer', prose(note))

/** Begun here or on another device: nobody types it twice. */
function begunBlock({ service, begun: [latest, ...others], zone }: ServiceView): Html | null {
  if (latest === undefined) return null
  const href = `/demarches/${service.slug}/demande/${latest.id}/reprendre`
  if (latest.isDoubtful)
    return notice(
      'info',
      'Une demande a été commencée sur cet appareil',
      html`<p>Modifiée le ${dateTime(latest.at, zone)}&nbsp;: <a href="${href}">dites si c’est la vôtre</a>.</p>`,
    )
  const more = others.length > 0 && html` <a href="/brouillons">Voir tous mes brouillons</a>.`
  return notice(
    'info',
    'Vous avez commencé cette démarche',
    html`<p>Vos réponses du ${dateTime(latest.at, zone)} sont gardées. <a href="${href}">Reprendre où vous en étiez</a>.${more}</p>`,
  )
}

/** Of our form alone: a town that leads to its own site says there what it wants. */
function closedBlock({ closure, start }: ServiceView): Html | null {
  if (closure === null || start?.kind !== 'form') return null
  const until = closure.until === null ? null : html`<p>Elle rouvre après le ${longDate(closure.until)}.</p>`
  return notice('warn', closure.title, html`${prose(closure.message)}${until}`)
}

function startBlock({ service, start, otherSites }: ServiceView): Html {
  const time = `${plural(service.minutes, 'minute', 'minutes')} environ. ${service.cost.replace(/\.$/, '')}.`
  if (start?.kind === 'form') {
    const others = otherSites.map(
      ({ commune, link }) =>
        html`<p class="meta">${capital(to(town(commune)))}, cette démarche se fait sur <a href="${link.url}" rel="external">${link.site}</a>.</p>`,
    )
    const label = service.title.startsWith('Signaler') ? 'Commencer le signalement' : 'Commencer la démarche'
    return html`<div class="start">${linkButton(label, start.href, { big: true })}<p class="meta">${time}${service.meantFor === undefined && ' Avec ou sans compte.'}</p></div>${others}`
  }
  if (start?.kind === 'site') {
    return html`${service.by?.call !== undefined && html`<p class="reading"><b>${service.by.call}</b></p>`}<div class="start"><a class="button big" href="${start.link.url}" rel="external">Continuer sur ${start.link.site}${icon('external-link')}</a><p class="meta">${time} Vous quittez ce guichet&nbsp;: la suite se passe sur ${start.link.site}.</p></div>`
  }
  if (service.places !== undefined) return html`<p>Cette démarche se fait sur place. ${time}</p>`
  const sites = otherSites.map(({ commune, link }) => ({
    href: link.url,
    label: `${commune}\u00a0: ${link.site}`,
  }))
  return html`<p>Choisissez votre commune pour savoir où faire cette démarche.</p>${sites.length > 0 && linkList(sites)}`
}

/** The steps are those of this counter: nothing of them is promised where a commune has a site of its own. */
function nextSection({ service, start }: ServiceView): Html {
  const elsewhere = service.form !== undefined && start?.kind === 'site' ? start.link.site : null
  const steps = service.steps.map(({ title, text }) => ({ title, text, state: 'next' as const }))
  const said =
    elsewhere === null
      ? timeline(steps, { roomy: true })
      : html`<p class="reading">La suite se passe sur ${elsewhere}&nbsp;: l’accusé de réception, le suivi et la réponse viennent de là. Les délais de ce guichet ne s’y appliquent pas.</p>`
  return section('Ce qui se passe ensuite', said, { id: 'suite' })
}

function whoSection(ctx: Context, view: ServiceView): Html {
  const { answer, chosen, service } = view
  if (isInternal(service))
    return section(
      'Qui répond\u202f?',
      html`<p class="reading"><b>${answer?.who}</b>. ${answer?.because}</p>`,
      { id: 'qui' },
    )
  if (service.by !== undefined) return section('Qui répond\u202f?', byBlock(service.by), { id: 'qui' })
  const unsaid =
    service.form === undefined
      ? 'Cette démarche se fait hors de ce guichet\u00a0: voici qui vous répond.'
      : 'Vous n’avez pas à le savoir\u00a0: le lieu suffit. Votre demande part directement au bon service.'
  const known =
    answer === null || chosen === null
      ? html`<p class="reading">${unsaid}</p>`
      : html`<p class="reading">${capital(to(town(chosen.name)))}&nbsp;: <b>${answer.who}</b>. ${answer.because}</p>`
  const rows = answer === null ? (service.whoAnswers ?? []) : answer.exceptions
  const places =
    rows.length > 0 &&
    table({
      caption: answer === null ? 'Qui répond selon le lieu' : 'Les lieux où quelqu’un d’autre répond',
      captionHidden: answer === null,
      columns: [{ label: 'Où' }, { label: 'Qui répond' }],
      rows: rows.map(({ where, who }) => [where, who]),
    })
  return section('Qui répond\u202f?', html`${known}${places}${communeChooser(ctx, view)}`, { id: 'qui' })
}

function placesSection({ service, receptions, chosen, now }: ServiceView): Html | null {
  if (service.places === undefined) return null
  const all = html`<p><a href="/lieux?type=${service.places}">Tous les lieux, avec leurs horaires</a></p>`
  const near = chosen === null ? '' : ` près ${of(town(chosen.name))}`
  return section(`Où aller${near}`, html`${receptionList(receptions, now)}${all}`, { id: 'lieux' })
}

/** Another body renders it: nobody is left with a link alone. */
function byBlock({ who }: NonNullable<ServiceDefinition['by']>): Html {
  const question = html`<p>Un doute&nbsp;? <a href="/demarches/question-a-votre-mairie">Posez la question à votre mairie</a>&nbsp;: un agent vous aide.</p>`
  return html`<p class="reading">Ce service est rendu par <b>${who}</b>.</p>${question}`
}

function aside(ctx: Context, view: ServiceView): Html {
  const related =
    view.related.length > 0 &&
    html`<nav aria-labelledby="voisines"><h2 class="small" id="voisines">Démarches voisines</h2>${linkList(view.related)}</nav>`
  return html`<aside class="stack" aria-label="En bref">${promiseBlock(view)}${figuresBlock(view.figures)}${view.service.meantFor === undefined && withoutInternet(ctx, view.service)}${related}</aside>`
}

function promiseBlock({ service, start, promisedDay }: ServiceView): Html | null {
  if (service.delays === undefined || start?.kind === 'site') return null
  const { firstAnswer, solution } = service.delays
  const within = (days: number) => `sous ${plural(days, 'jour ouvré', 'jours ouvrés')}`
  const detail =
    promisedDay === null ? undefined : `Envoyé aujourd’hui\u00a0: au plus tard le ${longDate(promisedDay)}`
  const items: Promised[] = [
    { term: FIRST_MESSAGE, value: within(firstAnswer.days), detail: capital(FIRST_MESSAGE_SAYS) },
    { term: solutionWords(service), value: within(solution.days), detail },
  ]
  return promise(items, { title: 'Ce que nous promettons' })
}

function figuresBlock(figures: ServiceView['figures']): Html | null {
  if (figures === null) return null
  const list = facts([
    ['Réponses données', number(figures.answered)],
    ['Dans le délai promis', shareText(figures)],
  ])
  return card(`En ${monthYear(figures.day)}`, list, { plain: true, id: 'obs' })
}

function withoutInternet(ctx: Context, { form }: ServiceDefinition): Html {
  const { phone, openingText, address, commune } = ctx.site
  const opening =
    openingText === null ? '' : `, ${openingText.charAt(0).toLowerCase()}${openingText.slice(1)}`
  const call = phone === null ? null : html`Par téléphone au <b class="nowrap">${phone}</b>${opening}, ou `
  const desk =
    commune === null ? 'à l’accueil de votre mairie' : `à la mairie${address === null ? '' : ` (${address})`}`
  const help =
    form === undefined
      ? 'Un agent vous aide à la faire.'
      : 'Un agent remplit la demande avec vous, et vous recevez le même suivi.'
  return card(
    'Sans internet',
    html`<p>${call}${call === null ? desk.replace(/^à/, 'À') : desk}. ${help}</p>`,
    { id: 'autre' },
  )
}
