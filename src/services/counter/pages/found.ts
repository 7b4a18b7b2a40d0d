// The answers of the search box: what answers; or that nothing is exact, whom to ask, and what comes nearest.
import { type Noun, of, the, to, town } from '#platform/french/noun.ts'
import { frameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import { type Html, html } from '#platform/html.ts'
import { linkButton } from '#platform/ui/button.ts'
import { slabs } from '#platform/ui/content.ts'
import { notice } from '#platform/ui/feedback.ts'
import { plural } from '#platform/ui/french.ts'
import { iconNamed } from '#platform/ui/icon.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import type { Place } from '#territory'
import type { LiveService } from '../../catalogue/catalogue.ts'
import type { Found } from '../../search/choose.ts'
import type { SearchAnswer } from '../../search/search.ts'
import type { SayLine } from './browse.ts'
import { placeQuery, type SaidPlace } from '../../routing/said-place.ts'
import type { Signpost } from '../../words/definition.ts'
import type { CommuneChoice } from './commune.ts'
import { askForm } from './home.ts'

export interface FoundView extends Omit<SearchAnswer, 'place' | 'street'> {
  quoi: string
  ou: string
  /** Numbers of the territory that the signposts name. */
  lines: Readonly<Record<string, string>>
  /** What the place typed says, in either box. */
  where: Place
  /** The territory whose communes are known: « Métropole de Lyon ». */
  metropolis: Noun
  /** Where the person is, when it is known. */
  area: { code: string; name: string } | null
  /** The street typed, in either box, or ''. */
  address: string
  line: SayLine
  /** The service that takes any question, when there is one. */
  question: LiveService | null
  communes: CommuneChoice['communes']
}

interface Line {
  href: string
  title: string
  text: string
  /** What it is, when it is no service. */
  kind: string | null
}

const saidIn = ({ area, address }: FoundView): SaidPlace => ({ commune: area?.code ?? null, address })

/** An answer as a line to read; services keep the place of the search. */
export function lineOf(found: Found, said: SaidPlace): Line {
  switch (found.kind) {
    case 'service': {
      const { slug, definition } = found.service
      return {
        href: `/demarches/${slug}${placeQuery(said)}`,
        title: definition.title,
        text: definition.lead,
        kind: null,
      }
    }
    case 'event':
      return {
        href: `/vie/${found.event.slug}`,
        title: found.event.title,
        text: found.event.text,
        kind: 'Moment de vie',
      }
    case 'page':
      return found.page
  }
}

/** GET /demarches?quoi= */
export function foundPage(ctx: Context, view: FoundView): Html {
  const { quoi, ou, area, found, signs } = view
  const where = area === null ? '' : ` ${to(town(area.name))}`
  const count =
    found.length === 0
      ? signs.length === 0 && nothingSentence(quoi, where)
      : html`<b>${plural(found.length, 'réponse', 'réponses')}</b> pour «&nbsp;${quoi}&nbsp;»${where}`
  const body = found.length > 0 ? results(view) : signs.length > 0 ? nearest(view) : nothing(ctx, view)
  const main = html`<div class="stack"><h1>Chercher une démarche</h1>${signs.map((post) => signpost(post, view.lines))}${askForm({ quoi, ou, communes: view.communes, again: true })}<div class="stack">${placeSaid(view)}<p role="status">${count}</p>${body}</div></div>`
  return citizenPage(frameOf(ctx), {
    title: `Chercher : ${quoi}`,
    main,
    current: '/demarches',
    crumbs: [
      { href: '/', label: 'Accueil' },
      { href: '/demarches', label: 'Démarches' },
    ],
  })
}

/** The numbers of a signpost that are known here. */
export const callsOf = ({ calls }: Signpost, lines: FoundView['lines']): { number: string; who: string }[] =>
  calls.flatMap((call) => {
    const number = 'number' in call ? call.number : lines[call.line]
    return number === undefined ? [] : [{ number, who: call.who }]
  })

/** What comes first: whom to call, each number one touch away on a telephone. */
function signpost(post: Signpost, lines: FoundView['lines']): Html {
  const { title, text, calls } = post
  const list = callsOf(post, lines).map(
    ({ number, who }) =>
      html`<li><a class="nowrap" href="tel:${number.replace(/\s/g, '')}"><b>${number}</b></a>&nbsp;: ${who}</li>`,
  )
  const body = html`<p>${text}</p>${list.length > 0 && html`<ul class="plain">${list}</ul>`}`
  return notice(calls.length > 0 ? 'bad' : 'info', title, body)
}

const nothingSentence = (quoi: string, where: string): Html =>
  html`<b>Rien d’exact</b> pour «&nbsp;${quoi}&nbsp;»${where}.`

const either = new Intl.ListFormat('fr', { type: 'disjunction' })

/** What was understood of the place typed: never passed over in silence. */
function placeSaid({ quoi, ou, where, metropolis, address }: FoundView): Html | null {
  if (where.kind === 'unknown')
    return html`<p class="meta">Nous n’avons pas reconnu la commune dans «&nbsp;${ou}&nbsp;». Vous préciserez le lieu dans la démarche.</p>`
  if (where.kind === 'outside')
    return html`<p class="meta"><b>${where.name}</b> n’est pas dans ${the(metropolis)}. Les démarches ci-dessous concernent ses communes&nbsp;; pour les autres, adressez-vous à la mairie de chez vous.</p>`
  if (where.kind === 'area' && where.corrected)
    return html`<p class="meta">Pour «&nbsp;${ou}&nbsp;», nous avons compris <b>${where.area.name}</b>.</p>`
  if (where.kind !== 'several') return null
  const links = where.areas.map(
    ({ code, name }) =>
      html`<li><a href="/demarches?${new URLSearchParams({ quoi, ou: `${address} ${name}`.trim(), commune: code }).toString()}">${name}</a></li>`,
  )
  const said = ou === '' ? quoi : ou
  return html`<div class="stack tight"><p><b>«&nbsp;${said}&nbsp;»&nbsp;: ${either.format(where.areas.map(({ name }) => name))}&nbsp;?</b> Choisissez votre commune.</p><ul class="plain">${links}</ul></div>`
}

function results(view: FoundView): Html {
  const { found, line } = view
  const items = found.map((one) => {
    const { href, title, text, kind } = lineOf(one, saidIn(view))
    return html`<li>${kind !== null && html`<p class="meta">${kind}</p>`}<h2 class="small"><a href="${href}">${title}</a></h2><p class="reading">${text}</p>${one.kind === 'service' && html`<p class="meta">${line(one.service.definition)}</p>`}</li>`
  })
  return html`<ol class="stack">${items}</ol>`
}

function nearest(view: FoundView): Html | null {
  if (view.near.length === 0) return null
  const lines = view.near.map((one) => {
    const { href, title } = lineOf(one, saidIn(view))
    return html`<li><a href="${href}">${title}</a>${one.kind === 'service' && html`<p class="meta">${view.line(one.service.definition)}</p>`}</li>`
  })
  return html`<h2 class="small">Ce qui s’en approche</h2><ul class="plain">${lines}</ul>`
}

/** Nothing is sure: what comes nearest, then whom to ask. */
function nothing(ctx: Context, view: FoundView): Html {
  const { area, question, themes } = view
  const { phone } = ctx.site
  const call =
    phone === null
      ? null
      : html` Vous pouvez aussi appeler le <b class="nowrap">${phone}</b>&nbsp;: un agent cherche avec vous.`
  const hall = area === null ? 'à votre mairie' : `à la mairie ${of(town(area.name))}`
  const ask =
    question !== null &&
    html`<p>${linkButton(`Poser la question ${hall}`, `/demarches/${question.slug}/demande${placeQuery(saidIn(view))}`)}</p>`
  const list = themes.map(({ slug, title, text, icon: name }) => ({
    href: `/demarches/themes/${slug}`,
    title,
    text,
    icon: iconNamed(name, 'info'),
  }))
  return html`${nearest(view)}
    <p>Posez votre question&nbsp;: la mairie répond, ou transmet à qui sait.${call}</p>${ask}
    ${list.length > 0 && html`<h2 class="small">Les thèmes les plus proches</h2>${slabs(list)}`}`
}
